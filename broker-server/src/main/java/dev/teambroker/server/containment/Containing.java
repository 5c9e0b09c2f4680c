package dev.teambroker.server.containment;

import dev.teambroker.protocol.Containments.Containment;
import dev.teambroker.protocol.ProblemType;
import dev.teambroker.server.member.Administering;
import dev.teambroker.server.member.Member;
import dev.teambroker.server.member.MemberState;
import dev.teambroker.server.member.Members;
import dev.teambroker.server.member.StopScope;
import dev.teambroker.server.member.Stops;
import dev.teambroker.server.shareduser.Access;
import dev.teambroker.server.shareduser.AdministeringSharedUsers;
import dev.teambroker.server.shareduser.SharedUser;
import dev.teambroker.server.shareduser.SharedUserGrants;
import dev.teambroker.server.shareduser.SharedUsers;
import dev.teambroker.server.web.Outcome;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Stops a member, a shared user or all issuing, in force on every replica when it returns; and
 * begins to end the sessions that were issued. Doing it again tries again what AWS refused. An
 * admin may, and for a shared user its owners. Thread-safe.
 */
@Component
public class Containing {
  private final Members members;
  private final Administering administering;
  private final Stops stops;
  private final Access access;
  private final SharedUsers users;
  private final AdministeringSharedUsers administeringUsers;
  private final SharedUserGrants grants;
  private final DenyingSessions denying;

  Containing(
      Members members,
      Administering administering,
      Stops stops,
      Access access,
      SharedUsers users,
      AdministeringSharedUsers administeringUsers,
      SharedUserGrants grants,
      DenyingSessions denying) {
    this.members = members;
    this.administering = administering;
    this.stops = stops;
    this.access = access;
    this.users = users;
    this.administeringUsers = administeringUsers;
    this.grants = grants;
    this.denying = denying;
  }

  /**
   * The member may do nothing any more, and their sign-ins have ended. Sessions that they have run
   * on: a deny would end those of all who use the shared users, which the answer names.
   */
  public Outcome<Containment> member(Member admin, String name) {
    return suspended(admin, name)
        .map(
            member ->
                new Containment(
                    List.of("member " + member.name()),
                    users.all().stream()
                        .filter(user -> grants.reach(member, user.sharedUserId()))
                        .map(user -> shown(user, DenyState.NONE))
                        .toList()));
  }

  /** No session of it is issued; those that were are denied, whoever has them. */
  public Outcome<Containment> sharedUser(Member by, String name) {
    return administeringUsers
        .suspend(by, name)
        .map(
            user -> {
              denying.begin(user);
              return new Containment(List.of("shared-user " + name), List.of(shown(user)));
            });
  }

  /** The same for all shared users; admins still administer. */
  public Outcome<Containment> all(Member admin) {
    if (!admin.isAdmin()) {
      return onlyAdmins();
    }
    return stops
        .stop(new StopScope.ByAdmins())
        .map(
            scopes -> {
              List<SharedUser> every = users.all();
              every.forEach(denying::begin);
              return new Containment(stopped(scopes).toList(), shown(every));
            });
  }

  /** The member may act again, and has to sign in anew. */
  public Outcome<Containment> releaseMember(Member admin, String name) {
    return administering.resume(admin, name).map(_ -> new Containment(List.of(), List.of()));
  }

  /**
   * Sessions are issued again.
   *
   * @param liftDeny whether sessions that were ended and haven't expired may work again, too
   */
  public Outcome<Containment> releaseSharedUser(Member by, String name, boolean liftDeny) {
    return switch (administeringUsers.resume(by, name)) {
      case Outcome.Refused<SharedUser> refused -> refused.of();
      case Outcome.Done<SharedUser>(SharedUser user) ->
          liftDeny ? denying.lift(user).map(_ -> released(user)) : Outcome.done(released(user));
    };
  }

  /** Ends what admins stopped. What the operator stopped on the host stays, and is answered. */
  public Outcome<Containment> releaseAll(Member admin) {
    return admin.isAdmin()
        ? stops
            .resume(new StopScope.ByAdmins())
            .map(scopes -> new Containment(stopped(scopes).toList(), List.of()))
        : onlyAdmins();
  }

  /** What is stopped and denied of what the member may see. */
  public Containment shown(Member to) {
    List<SharedUser> visible = access.visible(to);
    Stream<String> suspended =
        visible.stream()
            .filter(user -> !user.mayBeUsed())
            .map(user -> "shared-user " + user.name());
    return new Containment(
        Stream.concat(stopped(stops.inForce()), suspended).toList(), shown(visible));
  }

  private Outcome<Member> suspended(Member admin, String name) {
    return admin.isAdmin()
        ? members
            .named(name)
            .filter(member -> member.state() instanceof MemberState.Suspended)
            .map(Outcome::done)
            .orElseGet(() -> administering.suspend(admin, name))
        : onlyAdmins();
  }

  private Containment released(SharedUser user) {
    return new Containment(stopped(stops.inForce()).toList(), shown(List.of(user)));
  }

  private static Stream<String> stopped(List<StopScope> scopes) {
    return scopes.stream().map(OperatorScope::named);
  }

  private List<dev.teambroker.protocol.Containments.Deny> shown(List<SharedUser> of) {
    return of.stream()
        .flatMap(user -> denying.of(user).map(deny -> wire(user, deny)).stream())
        .toList();
  }

  private dev.teambroker.protocol.Containments.Deny shown(SharedUser user) {
    return denying
        .of(user)
        .map(deny -> wire(user, deny))
        .orElseGet(() -> shown(user, DenyState.NONE));
  }

  private static dev.teambroker.protocol.Containments.Deny shown(SharedUser user, DenyState state) {
    return wire(user, new Deny(user.sharedUserId(), state, null, null));
  }

  private static dev.teambroker.protocol.Containments.Deny wire(SharedUser user, Deny deny) {
    return new dev.teambroker.protocol.Containments.Deny(
        user.name(), deny.state().code(), deny.issuedBefore(), deny.detail());
  }

  private static <T> Outcome<T> onlyAdmins() {
    return Outcome.refused(ProblemType.FORBIDDEN, "Only an admin may do this.");
  }
}
