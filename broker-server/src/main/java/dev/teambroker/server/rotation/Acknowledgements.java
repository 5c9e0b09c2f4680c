package dev.teambroker.server.rotation;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Whether every replica has folded the trail up to the switch and has nothing open that began
 * before it: each says so with its heartbeats. A replica that is silent is waited for until it is
 * declared lost, after which it records no session any more (docs/adr/0009). Thread-safe.
 */
@Component
class Acknowledgements {
  private final JdbcClient database;
  private final Map<RotationId, Place> places = new ConcurrentHashMap<>();

  private record Place(long version, long epoch, long number) {}

  Acknowledgements(JdbcClient database) {
    this.database = database;
  }

  /** Asked once the switch is committed: the trail's end then is after it. */
  boolean areAllThereFor(Run switched) {
    Place after =
        places.merge(
            switched.rotation().rotationId(), end(switched), Acknowledgements::sameVersion);
    return database
        .sql(
            """
            select count(*) = 0 from broker.replica
             where lost_at is null
               and (open_epoch < :epoch or (open_epoch = :epoch and open_number < :number))
            """)
        .param("epoch", after.epoch())
        .param("number", after.number())
        .query(Boolean.class)
        .single();
  }

  void forget(RotationId run) {
    places.remove(run);
  }

  private static Place sameVersion(Place before, Place now) {
    return before.version() == now.version() ? before : now;
  }

  private Place end(Run run) {
    return database
        .sql("select epoch, number from broker.audit_head")
        .query(
            (row, _) ->
                new Place(run.rotation().version(), row.getLong("epoch"), row.getLong("number")))
        .single();
  }
}
