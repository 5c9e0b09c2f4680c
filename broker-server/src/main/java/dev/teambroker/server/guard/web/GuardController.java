package dev.teambroker.server.guard.web;

import dev.teambroker.protocol.Guards.Check;
import dev.teambroker.protocol.Guards.Guard;
import dev.teambroker.protocol.Guards.Policy;
import dev.teambroker.protocol.ProblemType;
import dev.teambroker.server.guard.AcceptingNoGuard;
import dev.teambroker.server.guard.CheckingPolicies;
import dev.teambroker.server.member.Members;
import dev.teambroker.server.web.Endpoint;
import dev.teambroker.server.web.Problems;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/shared-users/{name}}: the policies of a shared user, and its guard. */
@RestController
@RequestMapping("/v1/shared-users/{name}")
class GuardController {
  private final Members members;
  private final CheckingPolicies checking;
  private final AcceptingNoGuard accepting;

  GuardController(Members members, CheckingPolicies checking, AcceptingNoGuard accepting) {
    this.members = members;
    this.checking = checking;
    this.accepting = accepting;
  }

  @Endpoint(
      value = "Writes the policies that IAM should have for a shared user",
      answer = Policy.class,
      list = true)
  @GetMapping("/policies")
  ResponseEntity<?> policies(@PathVariable String name) {
    return Problems.answer(checking.wanted(members.acting(), name));
  }

  @Endpoint(
      value = "Holds them against those that IAM has",
      answer = Check.class,
      problems = {ProblemType.AWS_REFUSED, ProblemType.AWS_UNAVAILABLE, ProblemType.CONFLICT})
  @PostMapping("/policy-check")
  ResponseEntity<?> check(@PathVariable String name) {
    return Problems.answer(checking.check(members.acting(), name));
  }

  @Endpoint(
      value = "Accepts that sessions with AWS MFA are issued without the guard",
      answer = Guard.class,
      problems = ProblemType.CONFLICT)
  @PutMapping("/guard-acceptance")
  ResponseEntity<?> accept(@PathVariable String name) {
    return Problems.answer(accepting.accept(members.acting(), name));
  }

  @Endpoint(
      value = "Takes that acceptance back",
      answer = Guard.class,
      problems = ProblemType.CONFLICT)
  @DeleteMapping("/guard-acceptance")
  ResponseEntity<?> withdraw(@PathVariable String name) {
    return Problems.answer(accepting.withdraw(members.acting(), name));
  }
}
