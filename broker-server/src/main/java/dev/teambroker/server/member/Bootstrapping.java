package dev.teambroker.server.member;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.server.audit.AuditEvent;
import dev.teambroker.server.audit.RowChange;
import dev.teambroker.server.web.Outcome;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * The first admin's way in. Its link is valid for an hour and dead once an admin has existed, which
 * a setting tells whose absence the audit trail vouches for. Thread-safe.
 */
@Component
public class Bootstrapping {
  private static final Duration LIFETIME = Duration.ofHours(1);

  private final Members members;
  private final Settings settings;
  private final Inviting inviting;
  private final MemberSettings policy;
  private final Changes changes;
  private final InstantSource clock;

  Bootstrapping(
      Members members,
      Settings settings,
      Inviting inviting,
      MemberSettings policy,
      Changes changes,
      InstantSource clock) {
    this.members = members;
    this.settings = settings;
    this.inviting = inviting;
    this.policy = policy;
    this.changes = changes;
    this.clock = clock;
  }

  /** A fresh link; {@link ProblemType#CONFLICT} once an admin has existed. */
  public Outcome<Link> freshLink() {
    return changes.run(
        () ->
            settings.find(Setting.FIRST_ADMIN).isPresent()
                ? Outcome.refused(
                    ProblemType.CONFLICT,
                    "An admin has existed; admins invite others with `broker-cli member invite`.")
                : Outcome.done(freshLinkNow()));
  }

  private Link freshLinkNow() {
    List<RowChange> made = new ArrayList<>();
    Member first = members.named(policy.firstAdmin()).orElse(null);
    if (first == null) {
      first = Member.invited(policy.firstAdmin(), Set.of(Role.ADMIN), null, Times.now(clock));
      made.add(members.insert(first));
    }
    return inviting.invite(
        first, Purpose.BOOTSTRAP, null, LIFETIME, made, AuditEvent.of("bootstrap.link-made"));
  }
}
