package dev.teambroker.server.signin.web;

import dev.teambroker.protocol.Enrolments;
import dev.teambroker.protocol.ProblemType;
import dev.teambroker.protocol.SignIns.Code;
import dev.teambroker.protocol.SignIns.Me;
import dev.teambroker.protocol.SignIns.Recovery;
import dev.teambroker.server.audit.ProofUse;
import dev.teambroker.server.member.Members;
import dev.teambroker.server.member.Role;
import dev.teambroker.server.member.Team;
import dev.teambroker.server.member.Teams;
import dev.teambroker.server.signin.EnteringByKey;
import dev.teambroker.server.signin.ProvenKey;
import dev.teambroker.server.signin.SignedIn;
import dev.teambroker.server.signin.SigningIn;
import dev.teambroker.server.signin.VerifyingAgain;
import dev.teambroker.server.web.Endpoint;
import dev.teambroker.server.web.Problems;
import java.util.List;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The running sign-in, and its second factor. */
@RestController
class SignInController {
  private final SigningIn signingIn;
  private final VerifyingAgain verifying;
  private final EnteringByKey entering;
  private final Members members;
  private final Teams teams;

  SignInController(
      SigningIn signingIn,
      VerifyingAgain verifying,
      EnteringByKey entering,
      Members members,
      Teams teams) {
    this.signingIn = signingIn;
    this.verifying = verifying;
    this.entering = entering;
    this.members = members;
    this.teams = teams;
  }

  @Endpoint(value = "Tells who is signed in", answer = Me.class)
  @GetMapping("/v1/me")
  Me me(@AuthenticationPrincipal SignedIn who) {
    List<String> teamNames =
        members.teamsOf(who.member()).stream()
            .map(teams::find)
            .flatMap(Optional::stream)
            .map(Team::name)
            .sorted()
            .toList();
    return new Me(
        who.member().value(),
        who.memberName(),
        who.roles().stream().sorted().map(Role::code).toList(),
        teamNames,
        who.device().value(),
        who.deviceName(),
        who.secondFactorAt().orElse(null));
  }

  @Endpoint(
      value = "Verifies a further code",
      problems = {
        ProblemType.CODE_REFUSED,
        ProblemType.CODE_REPLAYED,
        ProblemType.CODES_BACKED_OFF,
        ProblemType.LOCKED
      })
  @PostMapping("/v1/second-factor")
  ResponseEntity<?> verify(@AuthenticationPrincipal SignedIn who, @RequestBody Code code) {
    return Problems.noContent(verifying.verify(who, code.code()));
  }

  @Endpoint(
      value = "Begins a new second factor, by a recovery code",
      answer = Enrolments.Started.class,
      creates = true,
      by = Endpoint.Caller.KEY,
      problems = {
        ProblemType.INVALID_GRANT,
        ProblemType.CODE_REFUSED,
        ProblemType.CODE_REPLAYED,
        ProblemType.CODES_BACKED_OFF,
        ProblemType.LOCKED,
        ProblemType.PENDING,
        ProblemType.SUSPENDED,
        ProblemType.CONFLICT
      })
  @PostMapping("/v1/second-factor/recovery")
  ResponseEntity<?> recover(
      @RequestAttribute(ProvenKey.ATTRIBUTE) ProofUse proof, @RequestBody Recovery recovery) {
    return Problems.created(entering.recover(proof, recovery.recoveryCode()));
  }

  @Endpoint("Signs out")
  @DeleteMapping("/v1/sign-in")
  ResponseEntity<?> signOut(@AuthenticationPrincipal SignedIn who) {
    return Problems.noContent(signingIn.signOut(who));
  }
}
