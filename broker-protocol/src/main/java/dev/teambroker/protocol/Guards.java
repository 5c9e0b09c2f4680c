package dev.teambroker.protocol;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The policies that IAM should have for a shared user, and the guard among them: it keeps members'
 * sessions from changing the user itself, its keys above all.
 *
 * <pre>
 * GET    /v1/shared-users/{name}/policies          who sees it     → list of Policy
 * POST   /v1/shared-users/{name}/policy-check      owner or admin  → Check
 * PUT    /v1/shared-users/{name}/guard-acceptance  owner           → Guard
 * DELETE /v1/shared-users/{name}/guard-acceptance  owner           → Guard
 * </pre>
 *
 * <p>Without the guard, and without an owner's acceptance, a session with AWS MFA is refused as
 * {@link ProblemType#UNGUARDED}: it would have all of the user's rights in IAM.
 */
public final class Guards {
  private Guards() {}

  /**
   * A policy of IAM.
   *
   * @param purpose {@code shared-user}, {@code guard} or {@code management-principal}
   * @param name what to call it, as an inline policy
   * @param attachTo the ARN of the user or role, or null for a principal that isn't there yet
   * @param document JSON
   */
  public record Policy(
      @Shape(oneOf = {"shared-user", "guard", "management-principal"}) String purpose,
      String name,
      @Nullable String attachTo,
      String document) {}

  /**
   * What was found of the guard.
   *
   * @param finding {@code in-place}: sessions may change nothing; {@code missing}: they may; {@code
   *     unknown}: IAM lets nobody look
   * @param acceptedBy the owner who takes sessions with MFA without it, where one does
   */
  public record Guard(
      String sharedUser,
      @Shape(oneOf = {"in-place", "missing", "unknown"}) String finding,
      Instant checkedAt,
      @Nullable String acceptedBy,
      @Nullable Instant acceptedAt) {}

  /**
   * What IAM has, held against {@link Policy}.
   *
   * @param actor the ARN that rotations and this check act as
   * @param guardPolicy {@code same}, {@code differs}, {@code absent} or {@code not-readable}
   * @param sessionsMay what a session with MFA is allowed to change of the user
   * @param actorLacks what the actor is not allowed that the broker needs
   * @param notSeen what could not be looked at, and why
   */
  public record Check(
      Guard guard,
      String actor,
      @Shape(oneOf = {"same", "differs", "absent", "not-readable"}) String guardPolicy,
      List<String> sessionsMay,
      List<String> actorLacks,
      List<String> notSeen) {}
}
