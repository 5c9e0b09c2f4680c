package dev.teambroker.server.signin.web;

import dev.teambroker.protocol.Enrolments;
import dev.teambroker.protocol.Members.Invitation;
import dev.teambroker.protocol.Members.NewDevice;
import dev.teambroker.protocol.ProblemType;
import dev.teambroker.server.audit.ProofUse;
import dev.teambroker.server.signin.EnteringByKey;
import dev.teambroker.server.signin.FurtherDevices;
import dev.teambroker.server.signin.ProvenKey;
import dev.teambroker.server.signin.SignedIn;
import dev.teambroker.server.web.Endpoint;
import dev.teambroker.server.web.Problems;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Enrolling devices: by an invitation's link, whose key alone says who asks. */
@RestController
class EnrolmentsController {
  private final EnteringByKey entering;
  private final FurtherDevices furtherDevices;

  EnrolmentsController(EnteringByKey entering, FurtherDevices furtherDevices) {
    this.entering = entering;
    this.furtherDevices = furtherDevices;
  }

  @Endpoint(
      value = "Enrols a device: its key",
      answer = Enrolments.Started.class,
      creates = true,
      by = Endpoint.Caller.KEY,
      problems = {ProblemType.INVITATION_REFUSED, ProblemType.CONFLICT})
  @PostMapping("/v1/enrolments")
  ResponseEntity<?> start(
      @RequestAttribute(ProvenKey.ATTRIBUTE) ProofUse proof, @RequestBody Enrolments.Start start) {
    return Problems.created(entering.start(proof, start));
  }

  @Endpoint(
      value = "Enrols a device: its codes",
      answer = Enrolments.Finished.class,
      by = Endpoint.Caller.KEY,
      problems = {
        ProblemType.INVITATION_REFUSED,
        ProblemType.CONFLICT,
        ProblemType.CODE_REFUSED,
        ProblemType.CODE_REPLAYED,
        ProblemType.CODES_BACKED_OFF,
        ProblemType.LOCKED
      })
  @PostMapping("/v1/enrolments/{id}/codes")
  ResponseEntity<?> finish(
      @RequestAttribute(ProvenKey.ATTRIBUTE) ProofUse proof,
      @PathVariable("id") String id,
      @RequestBody Enrolments.Codes codes) {
    return Problems.answer(entering.finish(proof, id, codes));
  }

  @Endpoint(
      value = "Invites a further device of the member",
      answer = Invitation.class,
      creates = true,
      problems = {ProblemType.SECOND_FACTOR_REQUIRED, ProblemType.CONFLICT})
  @PostMapping("/v1/devices/invitations")
  ResponseEntity<?> furtherDevice(
      @AuthenticationPrincipal SignedIn who, @RequestBody NewDevice device) {
    return Problems.created(
        furtherDevices
            .invite(who)
            .map(link -> new Invitation(link.memberName(), link.url(), link.expiresAt())));
  }
}
