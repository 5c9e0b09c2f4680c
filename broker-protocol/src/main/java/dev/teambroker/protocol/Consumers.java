package dev.teambroker.protocol;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Consumers: what is outside of the broker and needs the long-term key of a shared user itself. A
 * rotation gives each one the new key, or waits for its word, before the old key is deactivated.
 *
 * <pre>
 * GET    /v1/shared-users/{name}/consumers                              who sees it: list of Consumer
 * POST   /v1/shared-users/{name}/consumers                              owner  Proposal → Consumer
 * POST   /v1/shared-users/{name}/consumers/{consumer}/confirm           another owner, or an admin  Confirmation → Consumer
 * DELETE /v1/shared-users/{name}/consumers/{consumer}                   owner or admin
 * POST   /v1/shared-users/{name}/consumers/{consumer}/acknowledgement   owner or admin → Rotations.Rotation
 * </pre>
 *
 * <p>A consumer counts once a second person has confirmed it. Where it may lie is allow-listed in
 * the server's configuration; what isn't is refused as {@link ProblemType#INVALID_REQUEST}.
 */
public final class Consumers {
  private Consumers() {}

  /**
   * What an owner proposes.
   *
   * @param kind {@code acknowledged}: it is told, and somebody says that it needs the old key no
   *     more; {@code file}, {@code https}, {@code vault-kv} and {@code kubernetes-secret}: the new
   *     key is pushed there
   * @param destination a path beneath the configured directory; an https address; a path in the
   *     configured Vault; {@code NAMESPACE/SECRET} in the configured cluster; null where it is
   *     acknowledged
   * @param publicKey for {@code https} alone: the consumer's own P-256 key as a JWK (RFC 7517),
   *     which the key is encrypted to
   * @param forceAfterSeconds how long after the switch the rotation goes on without it; null: it is
   *     held
   */
  public record Proposal(
      @Shape(
              takes = "1 to 63 of a-z, 0-9 and '-', the first a letter or a digit",
              pattern = "[a-z0-9][a-z0-9-]{0,62}")
          String name,
      @Shape(
              takes = "acknowledged, file, https, vault-kv or kubernetes-secret",
              oneOf = {"acknowledged", "file", "https", "vault-kv", "kubernetes-secret"})
          String kind,
      @Shape(maxLength = 1024) @Nullable String destination,
      @Shape(maxLength = 1024) @Nullable String publicKey,
      @Shape(takes = "60 to 7776000", min = 60, max = 7_776_000)
          @Nullable Integer forceAfterSeconds) {}

  /**
   * What somebody else confirms.
   *
   * @param id of the very proposal that was looked at
   */
  public record Confirmation(@Shape(maxLength = 64) String id) {}

  /**
   * A consumer as it stands.
   *
   * @param state while it is only proposed it gets nothing
   * @param last what a rotation did for it last
   */
  public record Consumer(
      String id,
      String sharedUser,
      String name,
      @Shape(oneOf = {"acknowledged", "file", "https", "vault-kv", "kubernetes-secret"})
          String kind,
      @Nullable String destination,
      @Nullable String publicKey,
      @Nullable Integer forceAfterSeconds,
      @Shape(oneOf = {"proposed", "confirmed"}) String state,
      String proposedBy,
      Instant proposedAt,
      @Nullable String confirmedBy,
      @Nullable Instant confirmedAt,
      @Nullable Served last) {}

  /**
   * That a rotation goes on as far as this consumer is concerned.
   *
   * @param how {@code pushed}: it has the key; {@code acknowledged}: somebody said that it needs
   *     the other one no more; {@code forced}: its time was over
   * @param by who acknowledged
   */
  public record Served(
      String accessKeyId,
      @Shape(oneOf = {"pushed", "acknowledged", "forced"}) String how,
      @Nullable String by,
      Instant at) {}
}
