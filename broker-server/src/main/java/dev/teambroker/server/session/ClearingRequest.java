package dev.teambroker.server.session;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.protocol.Sessions.Request;
import dev.teambroker.server.grant.Circumstances;
import dev.teambroker.server.grant.Deciding;
import dev.teambroker.server.grant.Decision;
import dev.teambroker.server.grant.Grant;
import dev.teambroker.server.grant.Grants;
import dev.teambroker.server.grant.OwnGrants;
import dev.teambroker.server.grant.Wanted;
import dev.teambroker.server.member.Device;
import dev.teambroker.server.member.Devices;
import dev.teambroker.server.member.Member;
import dev.teambroker.server.member.Members;
import dev.teambroker.server.member.Stops;
import dev.teambroker.server.shareduser.SharedUser;
import dev.teambroker.server.shareduser.SharedUsers;
import dev.teambroker.server.signin.Freshness;
import dev.teambroker.server.signin.SignedIn;
import dev.teambroker.server.web.Outcome;
import dev.teambroker.server.web.RateLimit;
import dev.teambroker.server.web.RequestContext;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Decides whether a session may be issued: the member and the device may act, nothing waits for a
 * confirmation, the shared user isn't suspended, a grant covers the request, and the second factor
 * is fresh enough. Everything rests on rows that the trail vouches for now. Thread-safe.
 */
@Component
class ClearingRequest {
  private final Members members;
  private final Devices devices;
  private final Stops stops;
  private final SharedUsers users;
  private final Grants grants;
  private final Freshness freshness;
  private final SessionSettings settings;
  private final InstantSource clock;
  private final RateLimit rate;

  ClearingRequest(
      Members members,
      Devices devices,
      Stops stops,
      SharedUsers users,
      Grants grants,
      Freshness freshness,
      SessionSettings settings,
      InstantSource clock) {
    this.members = members;
    this.devices = devices;
    this.stops = stops;
    this.users = users;
    this.grants = grants;
    this.freshness = freshness;
    this.settings = settings;
    this.clock = clock;
    this.rate = new RateLimit("broker.sessions.shared-user-rate", settings.sharedUserRate());
  }

  Outcome<Cleared> clear(SignedIn who, Request request, Wanted wanted) {
    Member member = members.find(who.member()).filter(Member::mayAct).orElse(null);
    if (member == null) {
      return Outcome.refused(ProblemType.SUSPENDED, "You may not act at present; ask an admin.");
    }
    if (devices.find(who.device()).filter(Device::maySignIn).isEmpty()) {
      return Outcome.refused(ProblemType.SUSPENDED, "This device may not act; ask an admin.");
    }
    SharedUser user = users.named(request.sharedUser()).orElse(null);
    OwnGrants own = user == null ? OwnGrants.NONE : grants.of(user.sharedUserId(), member);
    if (user == null || own.isEmpty()) {
      return Outcome.refused(
          ProblemType.GRANT_MISSING, "No grant gives you a session of a shared user of that name.");
    }
    return stopped(user, stops.include(user.account()))
        .<Outcome<Cleared>>map(Outcome.Refused::of)
        .orElseGet(() -> decide(who, member, user, own, wanted));
  }

  /** Why what was cleared must not be answered any more: it was stopped while AWS was asked. */
  Optional<Outcome.Refused<Cleared>> stoppedSince(Cleared cleared) {
    Optional<SharedUser> user = users.find(cleared.user().sharedUserId());
    boolean acts = members.find(cleared.member().memberId()).filter(Member::mayAct).isPresent();
    return user.isEmpty() || !acts
        ? Optional.of(
            refusal(ProblemType.SUSPENDED, "You or the shared user may not act any more."))
        : stopped(user.get(), stops.includeByNow(user.get().account()));
  }

  private static Optional<Outcome.Refused<Cleared>> stopped(SharedUser user, boolean all) {
    if (!user.mayBeUsed()) {
      return Optional.of(
          refusal(ProblemType.SUSPENDED, "The shared user " + user.name() + " is suspended."));
    }
    return all
        ? Optional.of(
            refusal(ProblemType.STOPPED, "No sessions are issued at present; ask an admin."))
        : Optional.empty();
  }

  private static Outcome.Refused<Cleared> refusal(ProblemType type, String detail) {
    return new Outcome.Refused<>(type, detail, List.of());
  }

  private Outcome<Cleared> decide(
      SignedIn who, Member member, SharedUser user, OwnGrants own, Wanted wanted) {
    String source = RequestContext.current().map(RequestContext::sourceAddress).orElse(null);
    Circumstances now =
        new Circumstances(
            clock.instant(), source, age -> isFresh(who, age), settings.secondFactorAge());
    Decision decision = Deciding.decide(own.holding(), wanted, now);
    if (!covers(decision) && covers(Deciding.decide(own.waiting(), wanted, now))) {
      return Outcome.refused(
          ProblemType.PENDING,
          "An admin enrolled you anew, or added you to a team, after this was granted: an owner of "
              + user.name()
              + " has to confirm you first.");
    }
    return switch (decision) {
      case Decision.Granted(Grant grant, Decision.Permitted permitted, boolean codeForThisOne) ->
          rate.<Cleared>refused(user.id())
              .<Outcome<Cleared>>map(refused -> refused)
              .orElseGet(
                  () ->
                      Outcome.done(
                          new Cleared(who, member, user, grant, permitted, codeForThisOne)));
      case Decision.NoGrant(String detail) -> Outcome.refused(ProblemType.GRANT_MISSING, detail);
      case Decision.Beyond(Grant _, String limit, String detail) -> Outcome.beyond(limit, detail);
      case Decision.CodeWanted(Grant _, Duration age) ->
          age.isZero()
              ? SpendingCodes.codeWanted()
              : Outcome.refused(
                  ProblemType.SECOND_FACTOR_REQUIRED,
                  "The grant wants a code of the last " + age.toSeconds() + " s.");
    };
  }

  private static boolean covers(Decision decision) {
    return switch (decision) {
      case Decision.Granted _, Decision.CodeWanted _ -> true;
      case Decision.NoGrant _, Decision.Beyond _ -> false;
    };
  }

  /** A code for one session is only looked at here; it is spent when STS is about to be asked. */
  private boolean isFresh(SignedIn who, Duration age) {
    return freshness.isFresh(who, age.isZero() ? SpendingCodes.FOR_ONE_SESSION : age);
  }
}
