package dev.teambroker.server.audit.checkpoint;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.teambroker.server.audit.Chain;
import dev.teambroker.server.audit.CheckpointSigner;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The trail's head at a time, signed: kept where the database's owner has no hand, it shows
 * whatever is changed in the records up to it.
 *
 * @param hash the record's, hex
 * @param at when it was signed
 * @param signature base64url, over {@link #message}
 */
@JsonPropertyOrder({"epoch", "number", "hash", "at", "signature"})
public record Checkpoint(long epoch, long number, String hash, Instant at, String signature) {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();

  static Checkpoint of(Chain head, Instant now, CheckpointSigner signer) {
    Instant at = now.truncatedTo(ChronoUnit.MILLIS);
    byte[] signature = signer.sign(message(head.epoch(), head.number(), head.hash(), at));
    return new Checkpoint(
        head.epoch(),
        head.number(),
        head.hash(),
        at,
        Base64.getUrlEncoder().withoutPadding().encodeToString(signature));
  }

  /** Empty where the line is none, such as one that broke off. */
  static Optional<Checkpoint> read(String line) {
    try {
      return Optional.of(JSON.readValue(line, Checkpoint.class));
    } catch (JacksonException brokenOff) {
      return Optional.empty();
    }
  }

  /** One line of JSON. */
  String line() {
    return JSON.writeValueAsString(this);
  }

  public Chain head() {
    return new Chain(epoch, number, hash);
  }

  /** What is signed. */
  byte[] message() {
    return message(epoch, number, hash, at);
  }

  private static byte[] message(long epoch, long number, String hash, Instant at) {
    return "broker checkpoint 1\n%d\n%d\n%s\n%s"
        .formatted(epoch, number, hash, at)
        .getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "the checkpoint of %s for record %d of epoch %d".formatted(at, number, epoch);
  }
}
