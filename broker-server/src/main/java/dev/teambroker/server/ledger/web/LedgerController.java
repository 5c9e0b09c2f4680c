package dev.teambroker.server.ledger.web;

import dev.teambroker.protocol.Sessions.Issued;
import dev.teambroker.server.ledger.LookingUpSession;
import dev.teambroker.server.member.Members;
import dev.teambroker.server.web.Endpoint;
import dev.teambroker.server.web.Problems;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v1/sessions/{accessKeyId}}: whose session it is. */
@RestController
class LedgerController {
  private final Members members;
  private final LookingUpSession lookingUp;

  LedgerController(Members members, LookingUpSession lookingUp) {
    this.members = members;
    this.lookingUp = lookingUp;
  }

  @Endpoint(value = "Tells whose session an access key id is", answer = Issued.class)
  @GetMapping("/v1/sessions/{accessKeyId}")
  ResponseEntity<?> find(@PathVariable String accessKeyId) {
    return Problems.answer(lookingUp.find(members.acting(), accessKeyId));
  }
}
