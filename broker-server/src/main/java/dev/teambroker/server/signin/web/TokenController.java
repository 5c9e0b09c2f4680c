package dev.teambroker.server.signin.web;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.protocol.SignIns;
import dev.teambroker.protocol.SignIns.Token;
import dev.teambroker.server.audit.ProofUse;
import dev.teambroker.server.signin.ProvenKey;
import dev.teambroker.server.signin.SigningIn;
import dev.teambroker.server.web.Endpoint;
import dev.teambroker.server.web.Outcome;
import dev.teambroker.server.web.Problems;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;

/** The token endpoint (RFC 6749, section 3.2). */
@RestController
class TokenController {
  private static final String REFRESH_GRANT = "refresh_token";

  private final SigningIn signingIn;

  TokenController(SigningIn signingIn) {
    this.signingIn = signingIn;
  }

  @Endpoint(
      value = "Signs in, or refreshes the access token",
      answer = Token.class,
      by = Endpoint.Caller.KEY,
      problems = {
        ProblemType.INVALID_GRANT,
        ProblemType.PENDING,
        ProblemType.SUSPENDED,
        ProblemType.CODE_REFUSED,
        ProblemType.CODE_REPLAYED,
        ProblemType.CODES_BACKED_OFF,
        ProblemType.LOCKED
      })
  @PostMapping(path = "/v1/token", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  ResponseEntity<?> token(
      @RequestAttribute(ProvenKey.ATTRIBUTE) ProofUse proof, HttpServletRequest request)
      throws IOException {
    return Problems.answer(
        switch (Form.read(request.getInputStream())) {
          case Outcome.Done<Form>(Form form) -> token(proof, form);
          case Outcome.Refused<Form> refused -> refused.<Token>of();
        });
  }

  private Outcome<Token> token(ProofUse proof, Form form) {
    return switch (form.textOf("grant_type").orElse("")) {
      case SignIns.DEVICE_GRANT ->
          form.hasOnly("grant_type", "code")
              ? signingIn.signIn(proof, form.get("code").orElseThrow())
              : Outcome.invalid("code", "six digits, and no fields but grant_type and code");
      case REFRESH_GRANT ->
          form.hasOnly("grant_type", "refresh_token")
              ? signingIn.refresh(proof, form.get("refresh_token").orElseThrow())
              : Outcome.invalid(
                  "refresh_token", "required, and no fields but grant_type and refresh_token");
      default -> Outcome.invalid("grant_type", SignIns.DEVICE_GRANT + " or " + REFRESH_GRANT);
    };
  }
}
