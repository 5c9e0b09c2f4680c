package dev.teambroker.server.audit.segment;

import dev.teambroker.server.database.StartRefused;
import dev.teambroker.server.web.Command;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * {@code broker audit prune --before 2026-01-31} (or an instant) or {@code --keep-days N}: removes
 * from the database the segments that ended before, as the role that owns the schema.
 */
@Component("audit prune")
final class PruneCommand implements Command {
  private static final String TAKES =
      "audit prune takes --before DATE (such as 2026-01-31 or 2026-01-31T12:00:00Z) or --keep-days"
          + " N";

  private final Pruning pruning;
  private final InstantSource clock;

  PruneCommand(Pruning pruning, InstantSource clock) {
    this.pruning = pruning;
    this.clock = clock;
  }

  @Override
  public int run(List<String> arguments) throws Exception {
    pruning.prune(before(arguments)).forEach(System.out::println);
    return 0;
  }

  @Override
  public boolean takesOptions() {
    return true;
  }

  private Instant before(List<String> arguments) {
    if (arguments.size() != 2) {
      throw new StartRefused(TAKES);
    }
    String value = arguments.get(1);
    try {
      return switch (arguments.getFirst()) {
        case "--keep-days" -> clock.instant().minus(Duration.ofDays(days(value)));
        case "--before" ->
            value.contains("T")
                ? Instant.parse(value)
                : LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant();
        default -> throw new StartRefused(TAKES);
      };
    } catch (DateTimeException | NumberFormatException e) {
      throw new StartRefused(TAKES + "; not '" + value + "'", e);
    }
  }

  private static int days(String value) {
    int days = Integer.parseInt(value);
    if (days < 0 || days > 100_000) {
      throw new NumberFormatException(value);
    }
    return days;
  }
}
