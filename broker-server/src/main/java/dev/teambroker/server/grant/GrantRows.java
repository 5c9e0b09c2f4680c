package dev.teambroker.server.grant;

import dev.teambroker.server.audit.AuthenticatedRows;
import dev.teambroker.server.audit.DecidingRow;
import dev.teambroker.server.audit.RowKind;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The grants, for the verification of the whole database. */
@Component
class GrantRows implements AuthenticatedRows {
  private final Grants grants;

  GrantRows(Grants grants) {
    this.grants = grants;
  }

  @Override
  public Stream<? extends DecidingRow> all() {
    return grants.stored().stream();
  }

  @Override
  public Set<RowKind> kinds() {
    return Set.of(RowKind.GRANT);
  }
}
