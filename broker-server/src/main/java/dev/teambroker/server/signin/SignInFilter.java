package dev.teambroker.server.signin;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.protocol.Secret;
import dev.teambroker.server.audit.ProofUse;
import dev.teambroker.server.web.Outcome;
import dev.teambroker.server.web.ProblemWriter;
import dev.teambroker.server.web.RequestContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Says who asks. A request with an access token goes on as a {@link SignedIn}; one to an address
 * that takes a device's key alone goes on with the proven key ({@link ProvenKey}); any other goes
 * on as nobody, to be denied.
 */
final class SignInFilter extends OncePerRequestFilter {
  private static final String SCHEME = "DPoP ";
  private static final String NONCE = "DPoP-Nonce";
  private static final int LONGEST_TOKEN = 128;

  private final CheckingProofs checking;
  private final Nonces nonces;
  private final Authenticating authenticating;
  private final SpentProofs proofs;
  private final List<SpendsProofs> spenders;
  private final ProblemWriter problems;
  private final HandlerExceptionResolver failures;

  SignInFilter(
      CheckingProofs checking,
      Nonces nonces,
      Authenticating authenticating,
      SpentProofs proofs,
      List<SpendsProofs> spenders,
      ProblemWriter problems,
      HandlerExceptionResolver failures) {
    this.checking = checking;
    this.nonces = nonces;
    this.authenticating = authenticating;
    this.proofs = proofs;
    this.spenders = spenders;
    this.problems = problems;
    this.failures = failures;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    boolean byKey = OpenPaths.isByKey(request);
    Optional<Secret> token = byKey ? Optional.empty() : token(request);
    if (!byKey && token.isEmpty()) {
      chain.doFilter(request, response);
      return;
    }
    Optional<Outcome<Asking>> decided =
        carefully(request, response, () -> decide(request, response, token));
    if (decided.isPresent()) {
      switch (decided.get()) {
        case Outcome.Done<Asking>(Asking asking) -> goOn(asking, request, response, chain);
        case Outcome.Refused<Asking> refused -> refuse(response, refused);
      }
    }
  }

  /** Who asks, as far as it is known here. */
  private sealed interface Asking {
    record Key(ProofUse proof) implements Asking {}

    record Somebody(SignedIn who) implements Asking {}
  }

  private Outcome<Asking> decide(
      HttpServletRequest request, HttpServletResponse response, Optional<Secret> token) {
    response.setHeader(NONCE, nonces.current());
    return switch (checking.check(request, token.orElse(null))) {
      case Proof.NonceWanted _ ->
          Outcome.refused(
              ProblemType.USE_DPOP_NONCE,
              "The proof must carry the nonce of the DPoP-Nonce header.");
      case Proof.Refused(String why) -> Outcome.refused(ProblemType.INVALID_PROOF, why);
      case Proof.Proven(ProofUse use) ->
          token.isEmpty() ? Outcome.done(new Asking.Key(use)) : somebody(request, token.get(), use);
    };
  }

  private Outcome<Asking> somebody(HttpServletRequest request, Secret token, ProofUse use) {
    Outcome<SignedIn> who = authenticating.who(token, use);
    boolean mayGoOn = who instanceof Outcome.Refused || isSpentLater(request) || proofs.spend(use);
    return mayGoOn
        ? who.map(Asking.Somebody::new)
        : Outcome.refused(ProblemType.INVALID_PROOF, "The proof was used before.");
  }

  private boolean isSpentLater(HttpServletRequest request) {
    return spenders.stream()
        .anyMatch(feature -> feature.spends(request.getMethod(), request.getRequestURI()));
  }

  private static void goOn(
      Asking asking, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    switch (asking) {
      case Asking.Key(ProofUse proof) -> {
        request.setAttribute(ProvenKey.ATTRIBUTE, proof);
        chain.doFilter(request, response);
      }
      case Asking.Somebody(SignedIn who) -> goOnAs(who, request, response, chain);
    }
  }

  private static void goOnAs(
      SignedIn who, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    var context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(
        UsernamePasswordAuthenticationToken.authenticated(who, null, List.of()));
    SecurityContextHolder.setContext(context);
    RequestContext known =
        RequestContext.current()
            .orElseThrow(() -> new IllegalStateException("no request is being served"))
            .by(
                new RequestContext.Actor(
                    who.member().value(),
                    who.memberName(),
                    who.device().value(),
                    who.deviceName()));
    try {
      ScopedValue.where(RequestContext.CURRENT, known)
          .call(
              () -> {
                chain.doFilter(request, response);
                return who;
              });
    } catch (IOException | ServletException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new ServletException(e);
    }
  }

  /** Copied out of the header at once; what is no DPoP token is no token. */
  private static Optional<Secret> token(HttpServletRequest request) {
    List<String> headers = Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION));
    if (headers.size() != 1) {
      return Optional.empty();
    }
    String header = headers.getFirst();
    return header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
            && header.length() <= SCHEME.length() + LONGEST_TOKEN
        ? Optional.of(Secret.of(header.substring(SCHEME.length()).strip()))
        : Optional.empty();
  }

  private void refuse(HttpServletResponse response, Outcome.Refused<?> refused) throws IOException {
    if (refused.type().status() == HttpServletResponse.SC_UNAUTHORIZED) {
      response.setHeader(HttpHeaders.WWW_AUTHENTICATE, challenge(refused.type()));
    }
    problems.write(response, refused.type(), refused.detail());
  }

  /** RFC 9449, sections 7.1 and 9. */
  static String challenge(ProblemType type) {
    String error =
        switch (type) {
          case USE_DPOP_NONCE -> "error=\"use_dpop_nonce\", ";
          case INVALID_PROOF -> "error=\"invalid_dpop_proof\", ";
          default -> "";
        };
    return "DPoP " + error + "algs=\"ES256\"";
  }

  /** What is broken is answered as in a controller. */
  private <T> Optional<T> carefully(
      HttpServletRequest request, HttpServletResponse response, Supplier<T> work)
      throws ServletException {
    try {
      return Optional.of(work.get());
    } catch (RuntimeException e) {
      if (failures.resolveException(request, response, null, e) == null) {
        throw new ServletException(e);
      }
      return Optional.empty();
    }
  }
}
