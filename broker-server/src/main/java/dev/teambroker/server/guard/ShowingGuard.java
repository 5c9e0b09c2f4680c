package dev.teambroker.server.guard;

import dev.teambroker.server.guard.Guard.Acceptance;
import dev.teambroker.server.member.Member;
import dev.teambroker.server.member.Members;
import dev.teambroker.server.shareduser.SharedUser;
import org.springframework.stereotype.Component;

/** What was found of a guard, as members see it. */
@Component
class ShowingGuard {
  private final Members members;

  ShowingGuard(Members members) {
    this.members = members;
  }

  dev.teambroker.protocol.Guards.Guard show(SharedUser user, Guard guard) {
    Acceptance acceptance = guard.acceptance();
    return new dev.teambroker.protocol.Guards.Guard(
        user.name(),
        guard.finding().code(),
        guard.checkedAt(),
        acceptance == null
            ? null
            : members.find(acceptance.by()).map(Member::name).orElse(acceptance.by().value()),
        acceptance == null ? null : acceptance.at());
  }
}
