package dev.teambroker.server.aws;

import dev.teambroker.protocol.Secret;
import dev.teambroker.server.web.Outcome;
import dev.teambroker.server.web.SecretAnswer;
import dev.teambroker.server.web.SecretBody;
import dev.teambroker.server.web.Turns;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * AWS KMS, by the broker's own identity. Each call ends within the time it is given, repeats
 * included: none of them changes anything that a second one would change again. Thread-safe.
 */
@Component
public class KeyManagement {
  private static final int LARGEST_ANSWER = 64 * 1024;

  /** So many attempts that hang fit into a call's time. */
  private static final int HANGING_ATTEMPTS = 3;

  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);

  private final SignedHttp http;
  private final AwsEndpoints endpoints;
  private final BrokerIdentity identity;
  private final MeterRegistry metrics;

  KeyManagement(
      SignedHttp http, AwsEndpoints endpoints, BrokerIdentity identity, MeterRegistry metrics) {
    this.http = http;
    this.endpoints = endpoints;
    this.identity = identity;
    this.metrics = metrics;
  }

  /**
   * What DescribeKey says.
   *
   * @param state Enabled, Disabled, PendingDeletion and so on
   * @param spec SYMMETRIC_DEFAULT for what encrypts
   * @param since when the key was made
   */
  public record KeyDescription(
      String state, String spec, String usage, String origin, Instant since) {}

  /**
   * Whether KMS makes new key material by itself, and how often.
   *
   * @param next when; null where it doesn't
   */
  public record KeyRotation(boolean enabled, long days, @Nullable Instant next) {}

  /** The ciphertext. */
  public AwsAnswer<byte[]> encrypt(
      KmsKeyArn key, Secret plaintext, Map<String, String> context, Duration timeout) {
    try (SecretBody call =
        new SecretBody()
            .with("KeyId", key.toString())
            .with("EncryptionContext", context)
            .withBase64("Plaintext", plaintext)) {
      return call(
          key,
          "Encrypt",
          call,
          timeout,
          json -> Base64.getDecoder().decode(json.text("CiphertextBlob").orElseThrow()));
    }
  }

  /** The plaintext; the caller closes it. */
  public AwsAnswer<Secret> decrypt(
      KmsKeyArn key, byte[] ciphertext, Map<String, String> context, Duration timeout) {
    try (SecretBody call =
        new SecretBody()
            .with("KeyId", key.toString())
            .with("EncryptionContext", context)
            .withBase64("CiphertextBlob", ciphertext)) {
      return call(key, "Decrypt", call, timeout, json -> json.decoded("Plaintext").orElseThrow());
    }
  }

  public AwsAnswer<KeyDescription> describe(KmsKeyArn key, Duration timeout) {
    try (SecretBody call = new SecretBody().with("KeyId", key.toString())) {
      return call(
          key,
          "DescribeKey",
          call,
          timeout,
          json ->
              new KeyDescription(
                  json.text("KeyMetadata/KeyState").orElseThrow(),
                  json.text("KeyMetadata/KeySpec").orElse(""),
                  json.text("KeyMetadata/KeyUsage").orElse(""),
                  json.text("KeyMetadata/Origin").orElse(""),
                  json.text("KeyMetadata/CreationDate").map(KeyManagement::instant).orElseThrow()));
    }
  }

  public AwsAnswer<KeyRotation> rotation(KmsKeyArn key, Duration timeout) {
    try (SecretBody call = new SecretBody().with("KeyId", key.toString())) {
      return call(
          key,
          "GetKeyRotationStatus",
          call,
          timeout,
          json ->
              new KeyRotation(
                  json.isTrue("KeyRotationEnabled"),
                  json.number("RotationPeriodInDays").orElse(365L),
                  json.text("NextRotationDate").map(KeyManagement::instant).orElse(null)));
    }
  }

  private static Instant instant(String seconds) {
    return Instant.ofEpochSecond((long) Double.parseDouble(seconds));
  }

  /** The key ends after so many days; until then its administrators can cancel that. */
  public AwsAnswer<Boolean> scheduleDeletion(KmsKeyArn key, int days, Duration timeout) {
    try (SecretBody call =
        new SecretBody().with("KeyId", key.toString()).with("PendingWindowInDays", days)) {
      return call(key, "ScheduleKeyDeletion", call, timeout, json -> true);
    }
  }

  /** Throttling, faults and lost answers are tried again until the time is over. */
  private <T> AwsAnswer<T> call(
      KmsKeyArn key,
      String operation,
      SecretBody call,
      Duration timeout,
      Function<SecretAnswer, T> reading) {
    long end = System.nanoTime() + timeout.toNanos();
    byte[] body = call.bytes();
    try {
      for (int attempt = 0; ; attempt++) {
        long left = end - System.nanoTime();
        Duration each =
            Duration.ofNanos(
                Math.max(1_000_000, Math.min(left, timeout.toNanos() / HANGING_ATTEMPTS)));
        AwsAnswer<T> answer = timed(key, operation, body, each, reading);
        long most = FIRST_PAUSE.toNanos() << Math.min(attempt, 4);
        long pause = ThreadLocalRandom.current().nextLong(most / 2, most);
        if (!isWorthRepeating(answer) || end - System.nanoTime() <= pause || !paused(pause)) {
          return answer;
        }
      }
    } finally {
      Arrays.fill(body, (byte) 0);
    }
  }

  private static boolean isWorthRepeating(AwsAnswer<?> answer) {
    return switch (answer) {
      case AwsAnswer.Answered<?> _ -> false;
      case AwsAnswer.Refused<?> refused ->
          refused.why() == AwsRefusal.THROTTLED || refused.why() == AwsRefusal.CLOCK;
      case AwsAnswer.NotReached<?> _, AwsAnswer.Unknown<?> _ -> true;
    };
  }

  private static boolean paused(long nanos) {
    try {
      return Turns.whileAway(
          () -> {
            Thread.sleep(Duration.ofNanos(nanos));
            return true;
          });
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private <T> AwsAnswer<T> timed(
      KmsKeyArn key,
      String operation,
      byte[] body,
      Duration timeout,
      Function<SecretAnswer, T> reading) {
    Timer.Sample sample = Timer.start(metrics);
    AwsAnswer<T> answer = signed(key, operation, body, timeout, reading);
    sample.stop(
        Timer.builder("broker.aws.call")
            .description("Calls to AWS, one attempt each")
            .tag("action", operation)
            .tag("outcome", AwsCalls.outcome(answer))
            .register(metrics));
    return answer;
  }

  private <T> AwsAnswer<T> signed(
      KmsKeyArn key,
      String operation,
      byte[] body,
      Duration timeout,
      Function<SecretAnswer, T> reading) {
    return switch (identity.key()) {
      case Outcome.Refused<AwsKey> refused -> new AwsAnswer.NotReached<>(refused.detail());
      case Outcome.Done<AwsKey>(AwsKey own) -> {
        try (own) {
          yield Turns.whileAway(() -> sent(key, operation, body, own, timeout, reading));
        }
      }
    };
  }

  private <T> AwsAnswer<T> sent(
      KmsKeyArn key,
      String operation,
      byte[] body,
      AwsKey own,
      Duration timeout,
      Function<SecretAnswer, T> reading) {
    SdkHttpRequest.Builder request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .encodedPath("/")
            .putHeader("Content-Type", "application/x-amz-json-1.1")
            .putHeader("X-Amz-Target", "TrentService." + operation)
            .putHeader("User-Agent", AwsHttp.userAgent());
    try {
      HttpResponse<byte[]> answer =
          http.send(
              endpoints.kms(key.region()),
              "kms",
              request,
              body,
              own,
              timeout,
              BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST_ANSWER));
      return read(answer.statusCode(), answer.body(), reading);
    } catch (ConnectException | HttpConnectTimeoutException | SSLHandshakeException e) {
      return new AwsAnswer.NotReached<>(named(e));
    } catch (IOException e) {
      return new AwsAnswer.Unknown<>(named(e));
    }
  }

  private static <T> AwsAnswer<T> read(int status, byte[] body, Function<SecretAnswer, T> reading) {
    try (SecretAnswer json = SecretAnswer.of(body)) {
      if (status == 200) {
        return new AwsAnswer.Answered<>(reading.apply(json));
      }
      String code = json.text("__type").map(type -> type.replaceFirst(".*#", "")).orElse("");
      String message = json.text("message").or(() -> json.text("Message")).orElse("");
      return status >= 500
          ? new AwsAnswer.Unknown<>("status " + status + " " + code)
          : new AwsAnswer.Refused<>(AwsRefusal.of(code, message), code, message);
    } catch (RuntimeException e) {
      return new AwsAnswer.Unknown<>("status " + status + " with a body that is none of KMS's");
    }
  }

  private static String named(IOException e) {
    @Nullable String message = e.getMessage();
    return e.getClass().getSimpleName()
        + Optional.ofNullable(message).map(text -> " (" + text + ")").orElse("");
  }
}
