package dev.teambroker.server.signin;

import dev.teambroker.protocol.Enrolments;
import dev.teambroker.protocol.ProblemType;
import dev.teambroker.protocol.Secret;
import dev.teambroker.server.audit.ProofUse;
import dev.teambroker.server.member.Arrival;
import dev.teambroker.server.member.FreshId;
import dev.teambroker.server.member.InvitationId;
import dev.teambroker.server.mfa.Enrolling;
import dev.teambroker.server.mfa.Recovering;
import dev.teambroker.server.web.Outcome;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * What a device's key opens without a sign-in: enrolling with an invitation, and a new factor with
 * a recovery code. A proof is remembered only once the invitation or the device is known, so that
 * strangers leave no trace. Thread-safe.
 */
@Component
public class EnteringByKey {
  private static final Logger LOG = LoggerFactory.getLogger(EnteringByKey.class);

  private final Enrolling enrolling;
  private final Recovering recovering;
  private final SigningIn signingIn;
  private final SpentProofs proofs;

  EnteringByKey(
      Enrolling enrolling, Recovering recovering, SigningIn signingIn, SpentProofs proofs) {
    this.enrolling = enrolling;
    this.recovering = recovering;
    this.signingIn = signingIn;
    this.proofs = proofs;
  }

  /** Registers the key with an invitation's code. */
  public Outcome<Enrolments.Started> start(ProofUse proof, Enrolments.Start start) {
    String key = proof.thumbprint();
    return enrolling.isInvited(start.invitationCode(), key) && !proofs.spend(proof)
        ? replayed()
        : enrolling.start(start.invitationCode(), start.deviceName(), key);
  }

  /**
   * Ends the enrolment with the factor's codes, which sign in who need not wait: not where all
   * sign-ins end with it, as after a recovery.
   */
  public Outcome<Enrolments.Finished> finish(
      ProofUse proof, String enrolmentId, Enrolments.Codes codes) {
    if (!FreshId.isOne(enrolmentId)) {
      return Outcome.refused(ProblemType.NOT_FOUND, "There is no such enrolment.");
    }
    InvitationId id = new InvitationId(enrolmentId);
    Optional<Arrival> underWay = enrolling.underWay(id, proof.thumbprint());
    if (underWay.isPresent() && !proofs.spend(proof)) {
      return replayed();
    }
    Outcome<Enrolments.Finished> finished = enrolling.finish(id, proof.thumbprint(), codes);
    return underWay.filter(arrival -> !arrival.endsSignIns()).isPresent()
        ? finished.map(done -> signedIn(proof.thumbprint(), done))
        : finished;
  }

  /** The recovery codes are shown this once: without a sign-in, if it can't be begun. */
  private Enrolments.Finished signedIn(String thumbprint, Enrolments.Finished finished) {
    try {
      return signingIn
          .begin(thumbprint)
          .map(
              token ->
                  new Enrolments.Finished(
                      finished.confirmationWanted(),
                      finished.confirmer(),
                      finished.recoveryCodes(),
                      token))
          .orElse(finished);
    } catch (RuntimeException e) {
      LOG.warn("a device is enrolled, but it could not be signed in", e);
      return finished;
    }
  }

  /** Begins the enrolment of a new factor on the device whose key it is. */
  public Outcome<Enrolments.Started> recover(ProofUse proof, Secret recoveryCode) {
    return signingIn.asOwner(
        proof, (member, device) -> recovering.begin(member, device, recoveryCode));
  }

  private static <T> Outcome<T> replayed() {
    return Outcome.refused(ProblemType.INVALID_PROOF, "The proof was used before.");
  }
}
