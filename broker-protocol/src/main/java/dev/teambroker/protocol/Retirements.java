package dev.teambroker.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The end of a shared user: no session is issued, its keys are switched off at AWS, then deleted or
 * handed back. The trail and the ledger stay.
 *
 * <pre>
 * POST /v1/shared-users/{name}/retirement       owner  → Retirement
 * POST /v1/shared-users/{name}/retirement/end   owner  End → Retirement
 * </pre>
 *
 * <p>Each can be repeated until it is through. {@code resume} takes back what the first did to
 * issuing; the keys are active again once somebody activates them at AWS.
 */
public final class Retirements {
  private Retirements() {}

  /**
   * How it ends: the user is removed from the broker.
   *
   * @param keys {@code delete}: AWS deletes all keys that the broker has; {@code hand-back}: those
   *     that were ever outside of the broker are active again, the others deleted
   */
  public record End(
      @Shape(
              takes = "delete or hand-back",
              oneOf = {"delete", "hand-back"})
          String keys) {}

  /**
   * Where it is.
   *
   * @param keys those that the broker has, or had
   * @param foreignKeys those at AWS that the broker never had; they are left alone
   * @param removed whether the broker has forgotten the user
   */
  public record Retirement(
      String sharedUser, List<Key> keys, List<String> foreignKeys, boolean removed) {}

  /**
   * An access key.
   *
   * @param state {@code active}, {@code inactive} or {@code absent}, at AWS
   * @param lastUsed when, for what and where, as far as AWS tells
   */
  public record Key(
      String accessKeyId,
      @Shape(oneOf = {"active", "inactive", "absent"}) String state,
      @Nullable String lastUsed) {}
}
