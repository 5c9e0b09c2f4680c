package dev.teambroker.server.audit;

import java.util.Set;
import java.util.stream.Stream;

/** A feature's deciding rows, for {@code audit verify}; one bean a feature. */
public interface AuthenticatedRows {
  /** All of them as they are stored, unverified; the caller closes the stream. */
  Stream<? extends DecidingRow> all();

  /** The kinds that {@link #all} yields. */
  Set<RowKind> kinds();
}
