package dev.teambroker.server.signin;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.protocol.Secret;
import dev.teambroker.server.audit.DecidingRows;
import dev.teambroker.server.audit.ProofUse;
import dev.teambroker.server.member.Device;
import dev.teambroker.server.member.Devices;
import dev.teambroker.server.member.Hashed;
import dev.teambroker.server.member.Member;
import dev.teambroker.server.member.Members;
import dev.teambroker.server.web.Outcome;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Who is behind an access token: all that says so (sign-in, device, member) is read as the audit
 * trail has it, at each request.
 */
@Component
class Authenticating {
  private final DecidingRows rows;
  private final Tokens tokens;
  private final SignIns signIns;
  private final Devices devices;
  private final Members members;
  private final InstantSource clock;

  Authenticating(
      DecidingRows rows,
      Tokens tokens,
      SignIns signIns,
      Devices devices,
      Members members,
      InstantSource clock) {
    this.rows = rows;
    this.tokens = tokens;
    this.signIns = signIns;
    this.devices = devices;
    this.members = members;
    this.clock = clock;
  }

  Outcome<SignedIn> who(Secret accessToken, ProofUse proof) {
    String hash = Hashed.of(accessToken);
    return rows.seeing(rows.look("token " + hash), () -> who(hash, proof));
  }

  private Outcome<SignedIn> who(String tokenHash, ProofUse proof) {
    Instant now = clock.instant();
    SignIn signIn = tokens.signInOf(tokenHash, now).flatMap(signIns::find).orElse(null);
    if (signIn == null) {
      return signInFirst();
    }
    Device device = devices.find(signIn.device()).orElse(null);
    Member member = members.find(signIn.member()).orElse(null);
    if (device == null
        || member == null
        || !device.member().equals(member.memberId())
        || !device.thumbprint().equals(proof.thumbprint())
        || !signIn.isAlive(member, now)) {
      return signInFirst();
    }
    Optional<Outcome<SignedIn>> refusal = Standing.refusal(member, device);
    return refusal.orElseGet(() -> Outcome.done(signedIn(member, device, signIn, proof)));
  }

  private static SignedIn signedIn(Member member, Device device, SignIn signIn, ProofUse proof) {
    return new SignedIn(
        member.memberId(),
        member.name(),
        device.deviceId(),
        device.name(),
        member.roles(),
        signIn.id(),
        signIn.verifiedAt(),
        proof);
  }

  private static Outcome<SignedIn> signInFirst() {
    return Outcome.refused(
        ProblemType.SIGN_IN_REQUIRED,
        "The access token is unknown, expired or another device's; sign in or refresh.");
  }
}
