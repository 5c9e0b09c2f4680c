package dev.teambroker.server.rotation;

import dev.teambroker.server.aws.AwsAnswer;
import dev.teambroker.server.aws.ListedKey;
import dev.teambroker.server.database.Exclusive;
import dev.teambroker.server.member.Times;
import dev.teambroker.server.shareduser.KeyCreations;
import dev.teambroker.server.shareduser.RotatingKeys;
import dev.teambroker.server.shareduser.SharedUser;
import dev.teambroker.server.shareduser.SharedUserId;
import dev.teambroker.server.shareduser.SharedUsers;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Asks IAM when keys were made that came in from outside: they may be years older than their
 * import. A few at a time, and again after an hour where IAM did not tell. Thread-safe.
 */
@Component
class LearningKeyAges {
  private static final Logger LOG = LoggerFactory.getLogger(LearningKeyAges.class);
  private static final Duration AGAIN_AFTER = Duration.ofHours(1);
  private static final int MOST = 20;

  private final KeyCreations creations;
  private final RotatingKeys keys;
  private final SharedUsers users;
  private final Acting acting;
  private final Exclusive exclusive;
  private final InstantSource clock;

  LearningKeyAges(
      KeyCreations creations,
      RotatingKeys keys,
      SharedUsers users,
      Acting acting,
      Exclusive exclusive,
      InstantSource clock) {
    this.creations = creations;
    this.keys = keys;
    this.users = users;
    this.acting = acting;
    this.exclusive = exclusive;
    this.clock = clock;
  }

  @Scheduled(fixedDelayString = "PT10S", initialDelayString = "PT10S")
  void poll() {
    try (Exclusive.Held turn = exclusive.tryTake("learning key ages").orElse(null)) {
      if (turn != null) {
        learn();
      }
    } catch (SQLException | RuntimeException e) {
      LOG.warn("no age of a key was learnt: {}", e.getMessage());
    }
  }

  /** Looks at those that are due. */
  void learn() {
    for (SharedUserId id : creations.notAsked(clock.instant().minus(AGAIN_AFTER), MOST)) {
      users.find(id).ifPresent(this::learn);
    }
  }

  private void learn(SharedUser user) {
    Map<String, @Nullable Instant> listed = listed(user);
    for (RotatingKeys.Stored key : keys.of(user.sharedUserId())) {
      if (key.exposed()) {
        creations.keep(key.accessKeyId(), listed.get(key.accessKeyId()), Times.now(clock));
      }
    }
  }

  private Map<String, @Nullable Instant> listed(SharedUser user) {
    Map<String, @Nullable Instant> made = new HashMap<>();
    if (acting.list(user) instanceof AwsAnswer.Answered<List<ListedKey>>(List<ListedKey> listed)) {
      listed.forEach(key -> made.put(key.accessKeyId(), time(key)));
    }
    return made;
  }

  private static @Nullable Instant time(ListedKey key) {
    try {
      return Instant.parse(key.createdAt());
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
