package dev.teambroker.server.consumer;

import dev.teambroker.protocol.Secret;
import dev.teambroker.server.audit.RowChange;
import dev.teambroker.server.consumer.Delivery.Errand;
import dev.teambroker.server.consumer.Delivery.How;
import dev.teambroker.server.member.MemberId;
import dev.teambroker.server.shareduser.RotatingKeys;
import dev.teambroker.server.shareduser.SharedUser;
import dev.teambroker.server.shareduser.SharedUserId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What a rotation asks about consumers. A push is on record before it is sent; that it arrived is
 * for the rotation to put on record ({@link #delivered}). Thread-safe.
 */
@Component
public class HandingOver {
  /** So many are tried before a person is asked: some twenty minutes. */
  private static final int MOST_ATTEMPTS = 9;

  /** How long after it is on record a push may still begin, and clocks of replicas be apart. */
  private static final Duration SLACK = Duration.ofSeconds(90);

  private final Consumers consumers;
  private final Deliveries deliveries;
  private final PushAttempts attempts;
  private final Places places;
  private final RotatingKeys keys;
  private final ConsumerSettings settings;
  private final InstantSource clock;

  /** What came of wanting a key pushed. */
  public sealed interface Push {
    /** The consumer has it. */
    record Done() implements Push {}

    /**
     * It isn't known to have it.
     *
     * @param pause until it is worth another look
     * @param givesUp whether it was tried so often that a person should know
     */
    record NotYet(Duration pause, String why, boolean givesUp) implements Push {}
  }

  HandingOver(
      Consumers consumers,
      Deliveries deliveries,
      PushAttempts attempts,
      Places places,
      RotatingKeys keys,
      ConsumerSettings settings,
      InstantSource clock) {
    this.consumers = consumers;
    this.deliveries = deliveries;
    this.attempts = attempts;
    this.places = places;
    this.keys = keys;
    this.settings = settings;
    this.clock = clock;
  }

  /** Those of the shared user that two people registered. */
  public List<Consumer> registered(SharedUserId user) {
    return consumers.of(user).stream().filter(Consumer::isConfirmed).toList();
  }

  /** Why nothing may be pushed to it any more, if so. */
  public Optional<String> fault(Consumer consumer) {
    return places
        .fault(consumer.destination())
        .map(fault -> consumer.told() + ": " + fault.field() + " takes " + fault.takes());
  }

  /** Whether the rotation need not wait for it. */
  public boolean isServed(Errand errand) {
    return deliveries.of(errand.rotation()).stream().anyMatch(one -> one.is(errand));
  }

  /** Whether it may have the key. */
  public boolean mayHave(Errand errand) {
    return attempts.of(errand).isPresent() || isServed(errand);
  }

  /** What to put on record; in the caller's transaction. */
  public RowChange delivered(Errand errand, How how, @Nullable MemberId by, Instant now) {
    return deliveries.insert(Delivery.fresh(errand, how, by, now));
  }

  /** Those that failed are tried again at once. */
  public void tryAgain(String rotation) {
    attempts.countAnew(rotation);
  }

  /** How long a consumer may go on with the other key. */
  public Duration reloadWithin() {
    return settings.reloadWithin();
  }

  /**
   * Pushes the key, if it is time to.
   *
   * @param still asked right before it is sent: whether the rotation still wants it
   */
  public Push push(SharedUser user, Errand errand, BooleanSupplier still) {
    Instant now = clock.instant();
    Optional<Instant> settled = othersSettled(errand).filter(at -> at.isAfter(now));
    if (settled.isPresent()) {
      return new Push.NotYet(
          Duration.between(now, settled.get()), "a push of the other key may still arrive", false);
    }
    Optional<PushAttempts.Attempt> last = attempts.of(errand);
    if (last.isPresent() && last.get().nextAt().isAfter(now)) {
      return notYet(last.get(), now);
    }
    attempts.begin(errand);
    Optional<String> trouble = still.getAsBoolean() ? trouble(user, errand) : Optional.of("late");
    if (trouble.isEmpty()) {
      return new Push.Done();
    }
    attempts.failed(errand, trouble.get());
    return notYet(attempts.of(errand).orElseThrow(), now);
  }

  private static Push notYet(PushAttempts.Attempt last, Instant now) {
    String trouble = last.trouble();
    return new Push.NotYet(
        Duration.between(now, last.nextAt()),
        trouble == null ? "what came of the push is not known" : trouble,
        last.number() >= MOST_ATTEMPTS);
  }

  /** Until no push of another key of this rotation can arrive there any more. */
  private Optional<Instant> othersSettled(Errand errand) {
    return attempts.of(errand.rotation()).stream()
        .filter(one -> one.consumer().equals(errand.consumer().consumerId()))
        .filter(one -> !one.accessKeyId().equals(errand.accessKeyId()))
        .map(one -> one.at().plus(settings.timeout()).plus(SLACK))
        .max(Instant::compareTo);
  }

  private Optional<String> trouble(SharedUser user, Errand errand) {
    Optional<String> fault = fault(errand.consumer());
    if (fault.isPresent()) {
      return fault;
    }
    Optional<Secret> opened = keys.openForConsumer(user, errand.accessKeyId());
    if (opened.isEmpty()) {
      return Optional.of(errand.accessKeyId() + " is not stored any more");
    }
    try (Secret secret = opened.get()) {
      places
          .of(errand.consumer().destination())
          .push(new Handover(errand, user.name(), user.account(), secret, settings.timeout()));
      return Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      return Optional.of(told(e));
    }
  }

  private static String told(Exception e) {
    String message = e.getMessage();
    return e.getClass().getSimpleName() + (message == null ? "" : " (" + message + ")");
  }
}
