package dev.teambroker.server.mfa;

import dev.teambroker.server.member.Rewrapped;
import dev.teambroker.server.secretstore.SealedRecords;
import dev.teambroker.server.secretstore.SealedSecret;
import java.util.List;
import org.springframework.stereotype.Component;

/** The members' TOTP seeds, for moving them under other key-encryption keys. */
@Component
class SealedFactors implements SealedRecords {
  private final Factors factors;
  private final Rewrapped rewrapped;

  SealedFactors(Factors factors, Rewrapped rewrapped) {
    this.factors = factors;
    this.rewrapped = rewrapped;
  }

  @Override
  public List<SealedRecord> all() {
    return factors.all().stream()
        .map(factor -> new SealedRecord(factor.binding(), factor.seed()))
        .toList();
  }

  @Override
  public boolean replace(SealedRecord read, SealedSecret next) {
    return rewrapped.replace(
        read,
        () -> factors.find(read.binding().recordId()),
        Factor::seed,
        factor -> factors.update(factor.with(next)));
  }
}
