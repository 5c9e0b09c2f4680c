package dev.teambroker.protocol;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether an AWS account lets sessions outlive the key that issued them, shown on a spare key.
 *
 * <pre>
 * POST /v1/shared-users/{name}/session-probe   owner        → SessionProbe, begun
 * GET  /v1/shared-users/{name}/session-probe   who sees it  → SessionProbe, the account's latest
 * </pre>
 */
public final class Probes {
  private Probes() {}

  /**
   * A probe.
   *
   * @param state {@code begun}, {@code made} (the spare key is there), {@code removing}, {@code
   *     done}, {@code failed} (nothing is left at AWS) or {@code held} (a person has to look)
   * @param outlive whether sessions outlived their key's deactivation and deletion; null where that
   *     isn't known
   * @param detail why it is so
   */
  public record SessionProbe(
      String id,
      String account,
      Instant begunAt,
      @Shape(oneOf = {"begun", "made", "removing", "done", "failed", "held"}) String state,
      Instant stateAt,
      @Nullable String spareKey,
      @Nullable Boolean outlive,
      @Nullable String detail) {}
}
