package dev.teambroker.server.signin;

import dev.teambroker.server.audit.AuthenticatedRows;
import dev.teambroker.server.audit.DecidingRow;
import dev.teambroker.server.audit.RowKind;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** This feature's deciding rows, for the verification of the whole database. */
@Component
class AuthenticatedSignIns implements AuthenticatedRows {
  private final SignIns signIns;

  AuthenticatedSignIns(SignIns signIns) {
    this.signIns = signIns;
  }

  @Override
  public Stream<? extends DecidingRow> all() {
    return signIns.stored().stream();
  }

  @Override
  public Set<RowKind> kinds() {
    return Set.of(RowKind.SIGN_IN);
  }
}
