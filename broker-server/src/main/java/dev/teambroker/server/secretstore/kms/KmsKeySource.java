package dev.teambroker.server.secretstore.kms;

import dev.teambroker.server.aws.AwsAnswer;
import dev.teambroker.server.aws.KeyManagement;
import dev.teambroker.server.aws.KeyManagement.KeyDescription;
import dev.teambroker.server.aws.KmsKeyArn;
import dev.teambroker.server.secretstore.KeyEncryptionKey;
import dev.teambroker.server.secretstore.KeySource;
import dev.teambroker.server.secretstore.SecretStoreUnavailable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A key of KMS: made by its administrators, never by the broker. */
final class KmsKeySource implements KeySource {
  /** The longest that KMS waits before a key is gone, so that it can be brought back. */
  private static final int PENDING_DAYS = 30;

  private final KmsKeyArn arn;
  private final KeyManagement kms;
  private final KmsKey key;
  private final Duration timeout;
  private final KmsTrouble trouble;

  KmsKeySource(KmsKeyArn arn, KeyManagement kms, KmsKey key, Duration timeout) {
    this.arn = arn;
    this.kms = kms;
    this.key = key;
    this.timeout = timeout;
    this.trouble = new KmsTrouble(arn);
  }

  @Override
  public Optional<KeyEncryptionKey> find() {
    described();
    key.check();
    return Optional.of(key);
  }

  /** What it is; refused where it isn't for this. */
  private KeyDescription described() {
    AwsAnswer<KeyDescription> answer = kms.describe(arn, timeout);
    if (!(answer instanceof AwsAnswer.Answered<KeyDescription>(KeyDescription is))) {
      throw trouble.of(answer);
    }
    if (!is.spec().equals("SYMMETRIC_DEFAULT") || !is.usage().equals("ENCRYPT_DECRYPT")) {
      throw new SecretStoreUnavailable(
          "%s is for %s with %s: a key for ENCRYPT_DECRYPT with SYMMETRIC_DEFAULT is needed"
              .formatted(place(), is.usage(), is.spec()));
    }
    return is;
  }

  @Override
  public Optional<KeyEncryptionKey> later() {
    return Optional.of(key);
  }

  @Override
  public KeyEncryptionKey make() {
    throw new SecretStoreUnavailable(place() + " is not there: " + remedy());
  }

  @Override
  public List<String> create() {
    KeyDescription is = described();
    key.check();
    return List.of(
        "%s is there, of %s, its material of %s; the broker can wrap and open with it"
            .formatted(place(), is.since(), is.origin()),
        rotation(),
        "write its ARN down, and name it in broker.secret-store.keys as kms:" + arn);
  }

  private String rotation() {
    return switch (kms.rotation(arn, timeout)) {
      case AwsAnswer.Answered<KeyManagement.KeyRotation>(KeyManagement.KeyRotation is) ->
          is.enabled()
              ? "KMS makes new key material for it every " + is.days() + " days"
              : "KMS makes NO new key material for it: aws kms enable-key-rotation --key-id " + arn;
      case AwsAnswer<KeyManagement.KeyRotation> unknown ->
          "whether KMS rotates it can't be told: " + trouble.of(unknown).getMessage();
    };
  }

  @Override
  public void destroy() {
    AwsAnswer<Boolean> answer = kms.scheduleDeletion(arn, PENDING_DAYS, timeout);
    if (!(answer instanceof AwsAnswer.Answered<Boolean>)) {
      throw new SecretStoreUnavailable(
          "%s; nothing needs the key any more, so its administrator may run: aws kms schedule-key-deletion --region %s --key-id %s --pending-window-in-days %d"
              .formatted(trouble.of(answer).getMessage(), arn.region(), arn.keyId(), PENDING_DAYS));
    }
  }

  @Override
  public String place() {
    return "the KMS key " + arn;
  }

  @Override
  public String remedy() {
    return "bring it back (aws kms cancel-key-deletion, enable-key), or name the one that is there";
  }
}
