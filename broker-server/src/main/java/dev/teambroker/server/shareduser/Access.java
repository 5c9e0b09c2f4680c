package dev.teambroker.server.shareduser;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.server.member.Member;
import dev.teambroker.server.web.Outcome;
import java.util.List;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/**
 * Who may see and who may administer a shared user. What a member may not see answers as if it
 * didn't exist. Thread-safe.
 */
@Component
public class Access {
  private final SharedUsers users;
  private final Owners owners;
  private final SharedUserGrants grants;

  Access(SharedUsers users, Owners owners, SharedUserGrants grants) {
    this.users = users;
    this.owners = owners;
    this.grants = grants;
  }

  /** The shared user, for one who may see it. */
  public Outcome<SharedUser> visible(Member member, String name) {
    return users
        .named(name)
        .filter(user -> sees(member, user))
        .map(Outcome::done)
        .orElseGet(Access::unknown);
  }

  /** All that the member may see, by name. */
  public List<SharedUser> visible(Member member) {
    return users.all().stream().filter(user -> sees(member, user)).toList();
  }

  /**
   * What an owner of the shared user may do. One whom an admin re-enrolled waits for another
   * owner's confirmation, as an admin would get an owner's powers otherwise.
   */
  public <T> Outcome<T> asOwner(
      Member member, String name, Function<SharedUser, Outcome<T>> action) {
    return as(member, name, owners::decides, "Only an owner of " + name + " may do this.", action);
  }

  /** What an owner of the shared user or an admin may do. */
  public <T> Outcome<T> asOwnerOrAdmin(
      Member member, String name, Function<SharedUser, Outcome<T>> action) {
    return as(
        member,
        name,
        (who, user) -> who.isAdmin() || owners.decides(who, user),
        "Only an owner of " + name + " or an admin may do this.",
        action);
  }

  private interface Right {
    boolean has(Member member, SharedUserId user);
  }

  private <T> Outcome<T> as(
      Member member,
      String name,
      Right right,
      String refusal,
      Function<SharedUser, Outcome<T>> action) {
    return switch (visible(member, name)) {
      case Outcome.Refused<SharedUser> unknown -> unknown.of();
      case Outcome.Done<SharedUser>(SharedUser user) ->
          right.has(member, user.sharedUserId())
              ? action.apply(user)
              : refused(member, user, refusal);
    };
  }

  private <T> Outcome<T> refused(Member member, SharedUser user, String refusal) {
    return owners.waits(member, user.sharedUserId())
        ? Outcome.refused(
            ProblemType.PENDING,
            "An admin enrolled you anew: another owner of "
                + user.name()
                + " has to confirm you, or you as the only one prove its key, before you decide as"
                + " an owner again.")
        : Outcome.refused(ProblemType.FORBIDDEN, refusal);
  }

  private boolean sees(Member member, SharedUser user) {
    return member.isAdmin()
        || member.isAuditor()
        || owners.owns(member.memberId(), user.sharedUserId())
        || grants.reach(member, user.sharedUserId());
  }

  private static <T> Outcome<T> unknown() {
    return Outcome.refused(
        ProblemType.NOT_FOUND, "There is no shared user of that name that you may see.");
  }
}
