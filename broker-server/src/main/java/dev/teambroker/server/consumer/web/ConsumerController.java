package dev.teambroker.server.consumer.web;

import dev.teambroker.protocol.Consumers.Confirmation;
import dev.teambroker.protocol.Consumers.Consumer;
import dev.teambroker.protocol.Consumers.Proposal;
import dev.teambroker.protocol.ProblemType;
import dev.teambroker.server.consumer.Registering;
import dev.teambroker.server.member.Members;
import dev.teambroker.server.web.Endpoint;
import dev.teambroker.server.web.Problems;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/shared-users/{name}/consumers}. */
@RestController
@RequestMapping("/v1/shared-users/{name}/consumers")
class ConsumerController {
  private final Members members;
  private final Registering registering;

  ConsumerController(Members members, Registering registering) {
    this.members = members;
    this.registering = registering;
  }

  @Endpoint(value = "Lists a shared user's consumers", answer = Consumer.class, list = true)
  @GetMapping
  ResponseEntity<?> list(@PathVariable String name) {
    return Problems.answer(registering.list(members.acting(), name));
  }

  @Endpoint(
      value = "Proposes a consumer of the long-term key",
      answer = Consumer.class,
      creates = true,
      problems = ProblemType.CONFLICT)
  @PostMapping
  ResponseEntity<?> propose(@PathVariable String name, @RequestBody Proposal wanted) {
    return Problems.created(registering.propose(members.acting(), name, wanted));
  }

  @Endpoint(
      value = "Confirms what somebody else has proposed",
      answer = Consumer.class,
      problems = ProblemType.CONFLICT)
  @PostMapping("/{consumer}/confirm")
  ResponseEntity<?> confirm(
      @PathVariable String name, @PathVariable String consumer, @RequestBody Confirmation seen) {
    return Problems.answer(registering.confirm(members.acting(), name, consumer, seen.id()));
  }

  @Endpoint(value = "Withdraws a consumer", problems = ProblemType.CONFLICT)
  @DeleteMapping("/{consumer}")
  ResponseEntity<?> withdraw(@PathVariable String name, @PathVariable String consumer) {
    return Problems.noContent(registering.withdraw(members.acting(), name, consumer));
  }
}
