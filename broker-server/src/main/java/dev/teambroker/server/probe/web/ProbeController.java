package dev.teambroker.server.probe.web;

import dev.teambroker.protocol.Probes.SessionProbe;
import dev.teambroker.protocol.ProblemType;
import dev.teambroker.server.member.Members;
import dev.teambroker.server.probe.ProbingAccount;
import dev.teambroker.server.web.Endpoint;
import dev.teambroker.server.web.Problems;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/shared-users/{name}/session-probe}. */
@RestController
@RequestMapping("/v1/shared-users/{name}/session-probe")
class ProbeController {
  private final Members members;
  private final ProbingAccount probing;

  ProbeController(Members members, ProbingAccount probing) {
    this.members = members;
    this.probing = probing;
  }

  @Endpoint(
      value = "Begins to probe on a spare key whether sessions outlive their key",
      answer = SessionProbe.class,
      problems = {ProblemType.AWS_REFUSED, ProblemType.AWS_UNAVAILABLE, ProblemType.CONFLICT})
  @PostMapping
  ResponseEntity<?> begin(@PathVariable String name) {
    return Problems.answer(probing.begin(members.acting(), name));
  }

  @Endpoint(value = "Shows the account's latest probe", answer = SessionProbe.class)
  @GetMapping
  ResponseEntity<?> latest(@PathVariable String name) {
    return Problems.answer(probing.latest(members.acting(), name));
  }
}
