package dev.teambroker.server.secretstore.kms;

import dev.teambroker.protocol.Secret;
import dev.teambroker.server.aws.AwsAnswer;
import dev.teambroker.server.aws.KeyManagement;
import dev.teambroker.server.aws.KmsKeyArn;
import dev.teambroker.server.secretstore.Deadline;
import dev.teambroker.server.secretstore.KeyEncryptionKey;
import dev.teambroker.server.secretstore.SealBroken;
import dev.teambroker.server.secretstore.SecretStoreUnavailable;
import dev.teambroker.server.web.RequestContext;
import dev.teambroker.server.web.Turns;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A symmetric key of KMS. The wrap is what Encrypt answers; the encryption context says whose the
 * call is, for policies, and which record it is for, by a hash.
 */
final class KmsKey implements KeyEncryptionKey {
  static final String PURPOSE = "team-credential-broker";
  private static final byte[] OF_CANARY = {0};
  private static final int KEY_BYTES = 32;

  /** So much of the time has KMS; the rest is for saying why there was no answer. */
  private static final double SHARE = 0.9;

  /** KMS's are longer than this; what is shorter isn't sent. */
  private static final int LEAST = 48;

  private final KmsKeyArn arn;
  private final KeyManagement kms;
  private final Deadline deadline;
  private final Duration timeout;
  private final KmsTrouble trouble;
  private volatile byte @Nullable [] canary;

  KmsKey(KmsKeyArn arn, KeyManagement kms, Deadline deadline, Duration timeout) {
    this.arn = arn;
    this.kms = kms;
    this.deadline = deadline;
    this.timeout = Duration.ofNanos((long) (timeout.toNanos() * SHARE));
    this.trouble = new KmsTrouble(arn);
  }

  @Override
  public String id() {
    return "kms/" + arn;
  }

  @Override
  public byte[] wrap(Secret dataKey, byte[] context) {
    Map<String, String> named = named(context);
    try (Secret mine = dataKey.duplicate()) {
      AwsAnswer<byte[]> answer = within(() -> kms.encrypt(arn, mine, named, timeout), late -> {});
      if (answer instanceof AwsAnswer.Answered<byte[]>(byte[] wrapped)) {
        return wrapped;
      }
      throw trouble.of(answer);
    }
  }

  @Override
  public Secret unwrap(byte[] wrapped, byte[] context) {
    if (wrapped.length < LEAST) {
      throw new SealBroken("the wrapped key is cut short");
    }
    AwsAnswer<Secret> answer =
        within(() -> kms.decrypt(arn, wrapped, named(context), timeout), KmsKey::discard);
    if (answer instanceof AwsAnswer.Answered<Secret>(Secret dataKey)) {
      return dataKey;
    }
    if (KmsTrouble.isNotThisWrap(answer) || (KmsTrouble.isAmbiguous(answer) && opensItsCanary())) {
      throw new SealBroken("the wrapped key was altered or belongs to another record");
    }
    throw trouble.of(answer);
  }

  /** One Decrypt, without a thread of its own. */
  @Override
  public Secret unwrapAlone(byte[] wrapped, byte[] context) {
    AwsAnswer<Secret> answer = kms.decrypt(arn, wrapped, named(context), timeout);
    if (answer instanceof AwsAnswer.Answered<Secret>(Secret dataKey)) {
      return dataKey;
    }
    throw trouble.of(answer);
  }

  /**
   * Passes if the key wraps and opens now.
   *
   * @throws SecretStoreUnavailable when it doesn't
   */
  void check() {
    try (Secret known = random()) {
      byte[] sealed = wrap(known, OF_CANARY);
      canary = sealed;
      unwrap(sealed, OF_CANARY).close();
    }
  }

  /** KMS tells when it makes the next material; without rotation, when the key was made. */
  @Override
  public Optional<Instant> versionSince() {
    AwsAnswer<KeyManagement.KeyRotation> rotation =
        within(() -> kms.rotation(arn, timeout), late -> {});
    if (rotation instanceof AwsAnswer.Answered<KeyManagement.KeyRotation>(var rotated)
        && rotated.next() != null) {
      return Optional.of(rotated.next().minus(Duration.ofDays(rotated.days())));
    }
    AwsAnswer<KeyManagement.KeyDescription> description =
        within(() -> kms.describe(arn, timeout), late -> {});
    if (description instanceof AwsAnswer.Answered<KeyManagement.KeyDescription>(var is)) {
      return Optional.of(is.since());
    }
    throw trouble.of(description);
  }

  /** Tells a wrap that KMS can't make sense of from a key that can't be used. */
  private boolean opensItsCanary() {
    byte[] sealed = canary;
    if (sealed == null) {
      return false;
    }
    AwsAnswer<Secret> answer =
        within(() -> kms.decrypt(arn, sealed, named(OF_CANARY), timeout), KmsKey::discard);
    discard(answer);
    return answer instanceof AwsAnswer.Answered<Secret>;
  }

  private static void discard(AwsAnswer<Secret> answer) {
    if (answer instanceof AwsAnswer.Answered<Secret>(Secret opened)) {
      opened.close();
    }
  }

  /** The broker's own credentials may have to be fetched first, so the whole has a deadline. */
  private <T> T within(Supplier<T> call, Consumer<T> late) {
    RequestContext context = RequestContext.current().orElse(null);
    Supplier<T> asked =
        context == null
            ? call
            : () -> ScopedValue.where(RequestContext.CURRENT, context).call(call::get);
    return Turns.whileAway(() -> deadline.within(asked, late));
  }

  private static Secret random() {
    byte[] bytes = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Secret.takeFrom(bytes);
  }

  /** What stands in CloudTrail as well: no more of the record than a hash. */
  private static Map<String, String> named(byte[] context) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(context);
      return Map.of(
          "purpose",
          PURPOSE,
          "record",
          Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public void close() {
    deadline.close();
  }
}
