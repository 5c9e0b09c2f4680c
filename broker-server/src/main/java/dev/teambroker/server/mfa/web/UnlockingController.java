package dev.teambroker.server.mfa.web;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.server.member.Members;
import dev.teambroker.server.mfa.Unlocking;
import dev.teambroker.server.web.Endpoint;
import dev.teambroker.server.web.Problems;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** What admins do for members whose codes don't work. */
@RestController
class UnlockingController {
  private final Members members;
  private final Unlocking unlocking;

  UnlockingController(Members members, Unlocking unlocking) {
    this.members = members;
    this.unlocking = unlocking;
  }

  @Endpoint(value = "Unlocks a member after wrong codes", problems = ProblemType.CONFLICT)
  @PostMapping("/v1/members/{name}/unlock")
  ResponseEntity<?> unlock(@PathVariable("name") String name) {
    return Problems.noContent(unlocking.unlock(members.acting(), name));
  }

  @Endpoint(
      value = "Removes a member's second factor; the next enrolment makes a new one",
      problems = ProblemType.CONFLICT)
  @PostMapping("/v1/members/{name}/second-factor/reset")
  ResponseEntity<?> reset(@PathVariable("name") String name) {
    return Problems.noContent(unlocking.reset(members.acting(), name));
  }
}
