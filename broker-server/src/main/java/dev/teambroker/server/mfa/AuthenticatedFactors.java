package dev.teambroker.server.mfa;

import dev.teambroker.server.audit.AuthenticatedRows;
import dev.teambroker.server.audit.DecidingRow;
import dev.teambroker.server.audit.RowKind;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** This feature's deciding rows, for the verification of the whole database. */
@Component
class AuthenticatedFactors implements AuthenticatedRows {
  private final Factors factors;
  private final RecoveryCodes recoveryCodes;

  AuthenticatedFactors(Factors factors, RecoveryCodes recoveryCodes) {
    this.factors = factors;
    this.recoveryCodes = recoveryCodes;
  }

  @Override
  public Stream<? extends DecidingRow> all() {
    return Stream.concat(factors.stored().stream(), recoveryCodes.stored().stream());
  }

  @Override
  public Set<RowKind> kinds() {
    return Set.of(RowKind.FACTOR, RowKind.RECOVERY_CODE);
  }
}
