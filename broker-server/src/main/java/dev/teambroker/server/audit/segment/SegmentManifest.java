package dev.teambroker.server.audit.segment;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.teambroker.server.audit.Chain;
import dev.teambroker.server.audit.CheckpointSigner;
import dev.teambroker.server.audit.checkpoint.CheckpointKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a segment holds, signed by the checkpoints' key.
 *
 * @param epoch of all of its records
 * @param first its first record's number
 * @param last its last record's number
 * @param before where the chain stood before the first one: that record's hash, hex
 * @param hash the last record's, hex
 * @param from when the first record was written
 * @param to when the last one was
 * @param sha256 of the file, hex
 * @param previous SHA-256 of the manifest before this one, hex; zeros where there is none
 * @param signature base64url, over {@link #message}
 */
@JsonPropertyOrder({
  "epoch",
  "first",
  "last",
  "before",
  "hash",
  "from",
  "to",
  "sha256",
  "previous",
  "signature"
})
record SegmentManifest(
    long epoch,
    long first,
    long last,
    String before,
    String hash,
    Instant from,
    Instant to,
    String sha256,
    String previous,
    String signature) {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();

  /** In place of the manifest before the first one. */
  static final String NONE = "0".repeat(64);

  /**
   * One as it was written, signed or not.
   *
   * @throws IllegalArgumentException when it is none
   */
  static SegmentManifest read(String text) {
    try {
      return JSON.readValue(text, SegmentManifest.class);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("it is no manifest of a segment", e);
    }
  }

  SegmentManifest signedBy(CheckpointSigner signer) {
    byte[] signed = signer.sign(message());
    return new SegmentManifest(
        epoch,
        first,
        last,
        before,
        hash,
        from,
        to,
        sha256,
        previous,
        Base64.getUrlEncoder().withoutPadding().encodeToString(signed));
  }

  boolean isSignedBy(CheckpointKey key) {
    return key.signed(message(), signature);
  }

  /** One line of JSON. */
  String line() {
    return JSON.writeValueAsString(this);
  }

  /** What the next manifest says of this one. */
  String digest() {
    return HexFormat.of().formatHex(Chain.sha256().digest(line().getBytes(StandardCharsets.UTF_8)));
  }

  /** Sorts as the records do. */
  String fileName() {
    return "segment-%06d-%012d-%012d.jsonl".formatted(epoch, first, last);
  }

  /** The place after which its records come. */
  Chain end() {
    return new Chain(epoch, last, hash);
  }

  private byte[] message() {
    return String.join(
            "\n",
            "broker segment 1",
            Long.toString(epoch),
            Long.toString(first),
            Long.toString(last),
            before,
            hash,
            from.toString(),
            to.toString(),
            sha256,
            previous)
        .getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "the segment of records %d to %d of epoch %d".formatted(first, last, epoch);
  }
}
