package dev.teambroker.protocol;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stopping what may be in wrong hands, and ending the sessions that were issued.
 *
 * <pre>
 * POST   /v1/containment/members/{name}        admin           → Containment
 * POST   /v1/containment/shared-users/{name}   owner or admin  → Containment
 * POST   /v1/containment/all                   admin           → Containment
 * DELETE the same three                        the same        → Containment
 *        /v1/containment/shared-users/{name}?deny=lift     takes the deny off as well
 * GET    /v1/containment                       what the member who asks may see → Containment
 * </pre>
 *
 * <p>Issuing has stopped on every replica when the answer comes. The deny at AWS takes its time:
 * ask until each has a state that stays.
 */
public final class Containments {
  private Containments() {}

  /**
   * What is stopped, and what became of the denies.
   *
   * @param stopped such as {@code member bob}, {@code shared-user deploy}, {@code all (admins)}
   */
  public record Containment(List<String> stopped, List<Deny> denies) {}

  /**
   * The deny on the sessions of a shared user that were issued before a time.
   *
   * @param state {@code none}: their sessions run on; {@code begun}; {@code put}: AWS has it;
   *     {@code effective}: AWS denied a probe session; {@code unproved}: AWS has it, and no probe
   *     was denied; {@code failed}: AWS doesn't have it; {@code lifted}
   * @param issuedBefore the sessions that it is for
   * @param detail why it is so
   */
  public record Deny(
      String sharedUser, String state, @Nullable Instant issuedBefore, @Nullable String detail) {}
}
