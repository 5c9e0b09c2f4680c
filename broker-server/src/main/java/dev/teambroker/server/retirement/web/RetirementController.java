package dev.teambroker.server.retirement.web;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.protocol.Retirements.End;
import dev.teambroker.protocol.Retirements.Retirement;
import dev.teambroker.server.member.Members;
import dev.teambroker.server.retirement.Retiring;
import dev.teambroker.server.web.Endpoint;
import dev.teambroker.server.web.Outcome;
import dev.teambroker.server.web.Problems;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/shared-users/{name}/retirement}. */
@RestController
@RequestMapping("/v1/shared-users/{name}/retirement")
class RetirementController {
  private final Members members;
  private final Retiring retiring;

  RetirementController(Members members, Retiring retiring) {
    this.members = members;
    this.retiring = retiring;
  }

  @Endpoint(
      value = "Stops issuing and switches a shared user's keys off at AWS",
      answer = Retirement.class,
      problems = {ProblemType.AWS_REFUSED, ProblemType.AWS_UNAVAILABLE, ProblemType.CONFLICT})
  @PostMapping
  ResponseEntity<?> begin(@PathVariable String name) {
    return Problems.answer(retiring.begin(members.acting(), name));
  }

  @Endpoint(
      value = "Deletes a retired user's keys or hands them back, and forgets the user",
      answer = Retirement.class,
      problems = {ProblemType.AWS_REFUSED, ProblemType.AWS_UNAVAILABLE, ProblemType.CONFLICT})
  @PostMapping("/end")
  ResponseEntity<?> end(@PathVariable String name, @RequestBody End end) {
    return Problems.answer(
        switch (end.keys()) {
          case "delete" -> retiring.end(members.acting(), name, false);
          case "hand-back" -> retiring.end(members.acting(), name, true);
          default -> Outcome.invalid("keys", "delete or hand-back");
        });
  }
}
