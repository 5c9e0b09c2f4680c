package dev.teambroker.server.mfa;

import dev.teambroker.protocol.Secret;
import dev.teambroker.server.member.Arrival;
import dev.teambroker.server.member.FreshId;
import dev.teambroker.server.member.Member;
import dev.teambroker.server.member.Times;
import dev.teambroker.server.secretstore.SecretStore;
import dev.teambroker.server.web.PublicUrl;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.springframework.stereotype.Component;

/**
 * Makes factors: a random seed, sealed before any transaction begins, and the text of its QR code.
 */
@Component
class NewFactors {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final SecretStore secrets;
  private final PublicUrl publicUrl;
  private final InstantSource clock;

  NewFactors(SecretStore secrets, PublicUrl publicUrl, InstantSource clock) {
    this.secrets = secrets;
    this.publicUrl = publicUrl;
    this.clock = clock;
  }

  /** A factor that isn't stored yet. */
  static final class New {
    private final Factor factor;
    private final Secret uri;

    private New(Factor factor, Secret uri) {
      this.factor = factor;
      this.uri = uri;
    }

    Factor factor() {
      return factor;
    }

    Secret uri() {
      return uri;
    }
  }

  New make(Arrival arrival) {
    Member member = arrival.member();
    String id = FreshId.of("f");
    byte[] random = new byte[Totp.SEED_BYTES];
    RANDOM.nextBytes(random);
    try (Secret seed = Secret.takeFrom(random)) {
      Factor factor =
          new Factor(
              id,
              1,
              member.memberId(),
              arrival.id(),
              FactorState.ENROLLING,
              secrets.seal(seed, Factor.binding(id, member.memberId())),
              Times.now(clock));
      return new New(factor, uri(member, seed));
    }
  }

  Secret uri(Member member, Factor factor) {
    try (Secret seed = secrets.unseal(factor.seed(), factor.binding())) {
      return uri(member, seed);
    }
  }

  private Secret uri(Member member, Secret seed) {
    return OtpauthUri.of("Broker " + publicUrl.uri().getHost(), member.name(), seed);
  }
}
