package dev.teambroker.server.audit.verification;

import java.util.List;

/**
 * What a verification found.
 *
 * @param lines counts and what can't be seen, for a human
 * @param faults what is not as it should be, the first broken record before the rows
 */
public record AuditReport(List<String> lines, List<String> faults) {
  public AuditReport {
    lines = List.copyOf(lines);
    faults = List.copyOf(faults);
  }

  public boolean isSound() {
    return faults.isEmpty();
  }
}
