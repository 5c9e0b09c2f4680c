package dev.teambroker.server.audit;

import java.util.List;

/**
 * Port: what a feature finds elsewhere that differs from its rows, once an older state of the
 * database was accepted. One bean a feature.
 */
public interface ComparedAtRestore {
  /** A sentence for each difference, and for each thing that couldn't be compared. */
  List<String> compare();
}
