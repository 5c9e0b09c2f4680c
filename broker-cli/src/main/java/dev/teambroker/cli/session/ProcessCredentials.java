package dev.teambroker.cli.session;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.teambroker.cli.outcome.ExitCode;
import dev.teambroker.cli.outcome.Failure;
import dev.teambroker.protocol.Secret;
import dev.teambroker.protocol.Sessions;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;

/**
 * What credential_process prints (AWS SDKs and Tools Reference Guide, "Process credential
 * provider").
 */
@JsonPropertyOrder({"Version", "AccessKeyId", "SecretAccessKey", "SessionToken", "Expiration"})
public final class ProcessCredentials {
  @JsonProperty("Version")
  private final int version = 1;

  @JsonProperty("AccessKeyId")
  private final String accessKeyId;

  @JsonProperty("SecretAccessKey")
  private final Secret secretAccessKey;

  @JsonProperty("SessionToken")
  private final Secret sessionToken;

  /** UTC, whole seconds, with a {@code Z}: the Java SDK takes nothing else. */
  @JsonProperty("Expiration")
  private final String expiration;

  @JsonProperty("AccountId")
  private final String accountId;

  @JsonCreator
  ProcessCredentials(
      @JsonProperty("AccessKeyId") String accessKeyId,
      @JsonProperty("SecretAccessKey") Secret secretAccessKey,
      @JsonProperty("SessionToken") Secret sessionToken,
      @JsonProperty("Expiration") String expiration,
      @JsonProperty("AccountId") String accountId) {
    this.accessKeyId = accessKeyId;
    this.secretAccessKey = secretAccessKey;
    this.sessionToken = sessionToken;
    this.expiration = expiration;
    this.accountId = accountId;
    if (!isPlain(accessKeyId)
        || !isPlain(expiration)
        || !secretAccessKey.reveal(ProcessCredentials::isPlain)
        || !sessionToken.reveal(ProcessCredentials::isPlain)) {
      throw new Failure(ExitCode.BROKEN, "What the broker answered is not a session of AWS's.");
    }
  }

  private static boolean isPlain(String text) {
    return isPlain(text.getBytes(StandardCharsets.UTF_8));
  }

  /** AWS writes base64 and the like. So no value can bring a line, a quote or a command along. */
  private static boolean isPlain(byte[] text) {
    boolean plain = text.length > 0;
    for (byte c : text) {
      plain &= c > ' ' && c < 0x7f && "\"'`\\$".indexOf(c) < 0;
    }
    return plain;
  }

  static ProcessCredentials of(Sessions.Credentials issued) {
    return new ProcessCredentials(
        issued.accessKeyId(),
        issued.secretAccessKey(),
        issued.sessionToken(),
        issued.expiration().truncatedTo(ChronoUnit.SECONDS).toString(),
        issued.accountId());
  }

  int version() {
    return version;
  }

  public String accessKeyId() {
    return accessKeyId;
  }

  public Secret secretAccessKey() {
    return secretAccessKey;
  }

  public Secret sessionToken() {
    return sessionToken;
  }

  public String expiration() {
    return expiration;
  }

  public String accountId() {
    return accountId;
  }
}
