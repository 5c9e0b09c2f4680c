package dev.teambroker.protocol;

/**
 * The audit trail: {@code GET /v1/audit?epoch=1&after=0&limit=1000} (admin, auditor), media type
 * {@code application/x-ndjson}: one {@link Line} a line, in the order of their numbers.
 */
public final class AuditRecords {
  private AuditRecords() {}

  /**
   * A record as it is stored and hashed.
   *
   * @param epoch grows when a database is restored
   * @param number gapless within the epoch, from 1
   * @param body the stored text, a JSON object
   * @param hash hex of SHA-256 over the previous record's hash (32 bytes; zeros before the first),
   *     epoch and number (8 bytes each, big-endian) and the UTF-8 bytes of {@code body}
   */
  public record Line(long epoch, long number, String body, String hash) {}
}
