package dev.teambroker.server.rotation.web;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.protocol.Rotations.Rotation;
import dev.teambroker.server.member.Members;
import dev.teambroker.server.rotation.AcknowledgingConsumer;
import dev.teambroker.server.web.Endpoint;
import dev.teambroker.server.web.Problems;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /v1/shared-users/{name}/consumers/{consumer}/acknowledgement}. */
@RestController
class AcknowledgementController {
  private final Members members;
  private final AcknowledgingConsumer acknowledging;

  AcknowledgementController(Members members, AcknowledgingConsumer acknowledging) {
    this.members = members;
    this.acknowledging = acknowledging;
  }

  @Endpoint(
      value = "Says that a consumer needs the leaving key no more",
      answer = Rotation.class,
      problems = ProblemType.CONFLICT)
  @PostMapping("/v1/shared-users/{name}/consumers/{consumer}/acknowledgement")
  ResponseEntity<?> acknowledge(@PathVariable String name, @PathVariable String consumer) {
    return Problems.answer(acknowledging.acknowledge(members.acting(), name, consumer));
  }
}
