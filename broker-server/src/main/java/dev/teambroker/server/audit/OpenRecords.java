package dev.teambroker.server.audit;

import dev.teambroker.protocol.AuditRecords.Line;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.modulith.NamedInterface;

/** Of records that come one by one, those that begin something which none has ended so far. */
@NamedInterface("inside")
public final class OpenRecords {
  private final Predicate<UUID> ofReplica;
  private final Map<Place, Line> open = new LinkedHashMap<>();

  private record Place(long epoch, long number) {}

  private OpenRecords(Predicate<UUID> ofReplica) {
    this.ofReplica = ofReplica;
  }

  public static OpenRecords ofAll() {
    return new OpenRecords(replica -> true);
  }

  static OpenRecords of(UUID replica) {
    return new OpenRecords(replica::equals);
  }

  public void next(Line line) {
    switch (RecordBody.purposeOf(line.body())) {
      case Purpose.Tells _ -> {}
      case Purpose.Begins(UUID replica) -> {
        if (ofReplica.test(replica)) {
          open.put(new Place(line.epoch(), line.number()), line);
        }
      }
      case Purpose.Ends ends -> open.remove(new Place(ends.epoch(), ends.number()));
    }
  }

  /** Their count, and the first of them by epoch and number. */
  public String describe() {
    return open.isEmpty()
        ? "none"
        : open.size()
            + ", as record "
            + open.keySet().stream()
                .limit(5)
                .map(place -> place.number() + " of epoch " + place.epoch())
                .collect(Collectors.joining(", "));
  }

  /** In their order. */
  List<Line> lines() {
    return new ArrayList<>(open.values());
  }
}
