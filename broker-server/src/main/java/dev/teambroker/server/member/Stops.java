package dev.teambroker.server.member;

import dev.teambroker.server.audit.AuditEvent;
import dev.teambroker.server.audit.AuditTrail;
import dev.teambroker.server.audit.RowChange;
import dev.teambroker.server.web.Outcome;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * The stops of all issuing, in one row that decides: a replica that has folded the trail knows them
 * without reading the row again. Thread-safe.
 */
@Component
public class Stops {
  private final Settings settings;
  private final Changes changes;
  private final AuditTrail trail;
  private volatile Optional<Setting> held = Optional.empty();

  Stops(Settings settings, Changes changes, AuditTrail trail) {
    this.settings = settings;
    this.changes = changes;
    this.trail = trail;
  }

  /** Whether a stop includes the account, as the trail says as far as it is folded. */
  public boolean include(String account) {
    return inForce().stream().anyMatch(scope -> scope.includes(account));
  }

  /** The same, with what was committed since the trail was folded: the row is read. */
  public boolean includeByNow(String account) {
    return scopes(settings.find(Setting.STOPS)).stream().anyMatch(scope -> scope.includes(account));
  }

  /** All that are in force. */
  public List<StopScope> inForce() {
    Optional<Setting> known = held;
    if (!settings.isCurrent(Setting.STOPS, known)) {
      known = settings.find(Setting.STOPS);
      held = known;
    }
    return scopes(known);
  }

  /** Stops issuing on every replica; stopping twice changes nothing. */
  public Outcome<List<StopScope>> stop(StopScope scope) {
    return changed(
        "issuing.stopped",
        scope,
        before -> Stream.concat(before.filter(one -> !one.equals(scope)), Stream.of(scope)));
  }

  /** Ends that stop; what others stop stays. */
  public Outcome<List<StopScope>> resume(StopScope scope) {
    return changed("issuing.resumed", scope, before -> before.filter(one -> !one.equals(scope)));
  }

  private Outcome<List<StopScope>> changed(
      String action, StopScope scope, UnaryOperator<Stream<StopScope>> change) {
    return changes.run(
        () -> {
          Optional<Setting> row = settings.find(Setting.STOPS);
          List<StopScope> before = scopes(row);
          List<StopScope> after =
              change.apply(before.stream()).sorted(Comparator.comparing(StopScope::code)).toList();
          if (!after.equals(before)) {
            trail.append(
                AuditEvent.of(action)
                    .with("scope", scope.code())
                    .changing(store(row, joined(after))));
          }
          return Outcome.done(after);
        });
  }

  private RowChange store(Optional<Setting> row, String value) {
    return row.map(one -> settings.update(one.next(value)))
        .orElseGet(() -> settings.insert(new Setting(Setting.STOPS, 1, value)));
  }

  private static List<StopScope> scopes(Optional<Setting> row) {
    return row.stream()
        .flatMap(one -> Stream.of(one.value().split(",", -1)))
        .filter(code -> !code.isEmpty())
        .map(StopScope::ofCode)
        .toList();
  }

  private static String joined(List<StopScope> scopes) {
    return scopes.stream().map(StopScope::code).collect(Collectors.joining(","));
  }
}
