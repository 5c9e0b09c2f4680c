package dev.teambroker.server.mfa;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.server.audit.AuditEvent;
import dev.teambroker.server.audit.AuditTrail;
import dev.teambroker.server.audit.RowChange;
import dev.teambroker.server.member.Changes;
import dev.teambroker.server.member.Device;
import dev.teambroker.server.member.Devices;
import dev.teambroker.server.member.Locking;
import dev.teambroker.server.member.Member;
import dev.teambroker.server.member.Members;
import dev.teambroker.server.web.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/**
 * What admins do for members whose codes don't work: unlock, or take the factor away. Thread-safe.
 */
@Component
public class Unlocking {
  private final Members members;
  private final Devices devices;
  private final Locking locking;
  private final Attempts attempts;
  private final Factors factors;
  private final RecoveryCodes recoveryCodes;
  private final Changes changes;
  private final AuditTrail trail;

  Unlocking(
      Members members,
      Devices devices,
      Locking locking,
      Attempts attempts,
      Factors factors,
      RecoveryCodes recoveryCodes,
      Changes changes,
      AuditTrail trail) {
    this.members = members;
    this.devices = devices;
    this.locking = locking;
    this.attempts = attempts;
    this.factors = factors;
    this.recoveryCodes = recoveryCodes;
    this.changes = changes;
    this.trail = trail;
  }

  /** Unlocks the member and their devices and forgets all wrong codes. */
  public Outcome<Member> unlock(Member admin, String name) {
    return about(name, member -> unlock(admin, member));
  }

  private Outcome<Member> unlock(Member admin, Member member) {
    List<Device> unlocked = devices.of(member.memberId());
    return locking
        .unlock(admin, member)
        .map(
            made -> {
              attempts.forgetAll(member.memberId(), unlocked);
              return recorded("member.unlocked", member, made);
            });
  }

  /**
   * Takes the factor and the recovery codes away: the next enrolment makes new ones. The member's
   * sign-ins end, and their grants wait for an owner other than this admin.
   */
  public Outcome<Member> reset(Member admin, String name) {
    return about(
        name, member -> locking.beforeReset(admin, member).map(before -> resetNow(member, before)));
  }

  private Member resetNow(Member member, RowChange before) {
    List<RowChange> made = new ArrayList<>(List.of(before));
    factors
        .activeOf(member.memberId())
        .ifPresent(factor -> made.add(factors.update(factor.in(FactorState.REMOVED))));
    recoveryCodes.of(member.memberId()).forEach(code -> made.add(recoveryCodes.delete(code)));
    return recorded("second-factor.reset", member, made);
  }

  private Member recorded(String action, Member member, List<RowChange> made) {
    trail.append(
        AuditEvent.of(action)
            .with("subject", member.name())
            .with("subjectId", member.id())
            .changing(made.toArray(RowChange[]::new)));
    return member;
  }

  private Outcome<Member> about(String name, Function<Member, Outcome<Member>> change) {
    return changes.run(
        () ->
            members
                .named(name)
                .map(change)
                .orElseGet(
                    () ->
                        Outcome.refused(
                            ProblemType.NOT_FOUND, "There is no member of that name.")));
  }
}
