package dev.teambroker.server.rotation;

import dev.teambroker.server.member.Times;
import dev.teambroker.server.shareduser.RotatingKeys;
import dev.teambroker.server.shareduser.SharedUser;
import dev.teambroker.server.shareduser.SharedUserId;
import dev.teambroker.server.shareduser.SharedUsers;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * When whose key is replaced by itself. What is due follows from the stored keys and the rhythms
 * alone, so nothing is remembered that could be lost. Thread-safe.
 */
@Component
public class Turns {
  /** An undone rotation was undone for a reason. */
  private static final Duration AFTER_UNDOING = Duration.ofDays(1);

  private final RotationSchedule schedule;
  private final OwnRhythms rhythms;
  private final JdbcClient database;
  private final SharedUsers users;
  private final RotatingKeys keys;
  private final ConsumersOfRun consumers;
  private final InstantSource clock;

  /**
   * A turn that comes.
   *
   * @param accessKeyId the key that is replaced then
   * @param consumers those of the new key, to be said at the end of a sentence
   */
  public record Turn(
      SharedUser user, String accessKeyId, Instant madeAt, Instant dueAt, String consumers) {
    /** In a sentence for people. */
    public String told() {
      return "The key of %s is due to be replaced from %s on; sessions go on as ever%s."
          .formatted(user.name(), dueAt.truncatedTo(ChronoUnit.SECONDS), consumers);
    }
  }

  /** A key as it is stored; what is decided on is read once more, as the trail has it. */
  private record Candidate(
      SharedUserId user, String account, Instant madeAt, @Nullable String rhythm) {}

  Turns(
      RotationSchedule schedule,
      OwnRhythms rhythms,
      JdbcClient database,
      SharedUsers users,
      RotatingKeys keys,
      ConsumersOfRun consumers,
      InstantSource clock) {
    this.schedule = schedule;
    this.rhythms = rhythms;
    this.database = database;
    this.users = users;
    this.keys = keys;
    this.consumers = consumers;
    this.clock = clock;
  }

  /** The next one of a shared user; none where it has no key, or no rhythm. */
  public Optional<Turn> of(SharedUser user) {
    return keys.current(user.sharedUserId())
        .flatMap(
            key ->
                schedule
                    .dueAt(user.id(), key.madeAt(), rhythm(user.sharedUserId()))
                    .map(
                        due ->
                            new Turn(
                                user,
                                key.accessKeyId(),
                                key.madeAt(),
                                due,
                                consumers.announced(user))));
  }

  /** Whether it is time to tell people of that turn. */
  public boolean isToBeTold(Turn turn) {
    return !schedule.notice().isZero()
        && !turn.dueAt().isAfter(clock.instant().plus(schedule.notice()));
  }

  /** Those that people are to be told of, of users without a rotation under way. */
  public List<Turn> toBeTold() {
    return schedule.notice().isZero()
        ? List.of()
        : candidates(clock.instant().plus(schedule.notice()))
            .flatMap(candidate -> verified(candidate.user()).stream())
            .toList();
  }

  /** An account's shared user that seems to be due. */
  record Due(SharedUserId user, String account) {}

  /** The users that seem to be due now, those with the oldest keys first. */
  List<Due> due() {
    return candidates(clock.instant())
        .map(candidate -> new Due(candidate.user(), candidate.account()))
        .toList();
  }

  /** The turn of one of them, as the trail has it, if it has come. */
  Optional<Turn> come(Due due) {
    return verified(due.user()).filter(turn -> !turn.dueAt().isAfter(clock.instant()));
  }

  private Optional<Turn> verified(SharedUserId id) {
    return users.find(id).flatMap(this::of);
  }

  private Rhythm rhythm(SharedUserId user) {
    return rhythms.of(user).map(OwnRhythm::rhythm).orElseGet(schedule::inherited);
  }

  private Stream<Candidate> candidates(Instant until) {
    Rhythm inherited = schedule.inherited();
    return database
        .sql(
            """
            select u.id, u.account, h.rhythm,
                   case when k.exposed then least(k.stored_at, c.made_at) else k.stored_at end as made_at
              from broker.access_key k join broker.shared_user u on u.id = k.shared_user_id
              left join broker.access_key_creation c on c.access_key_id = k.access_key_id
              left join broker.rotation_rhythm h on h.shared_user_id = u.id
             where k.state = 'current' and (:inherits and h.id is null or h.rhythm <> 'none')
               and not exists (
                   select from broker.rotation r
                    where r.shared_user_id = u.id
                      and (r.step not in ('done', 'undone')
                           or (r.step = 'undone' and r.step_at > :undoneAfter)))
            """)
        .param("inherits", !(inherited instanceof Rhythm.None))
        .param("undoneAfter", Times.of(clock.instant().minus(AFTER_UNDOING)))
        .query(Turns::read)
        .list()
        .stream()
        .filter(candidate -> isDue(candidate, inherited, until))
        .sorted(Comparator.comparing(Candidate::madeAt));
  }

  private boolean isDue(Candidate candidate, Rhythm inherited, Instant until) {
    Rhythm rhythm = candidate.rhythm() == null ? inherited : Rhythm.ofCode(candidate.rhythm());
    return schedule
        .dueAt(candidate.user().value(), candidate.madeAt(), rhythm)
        .filter(due -> !due.isAfter(until))
        .isPresent();
  }

  private static Candidate read(ResultSet row, int number) throws SQLException {
    return new Candidate(
        new SharedUserId(row.getString("id")),
        row.getString("account"),
        Times.read(row, "made_at"),
        row.getString("rhythm"));
  }
}
