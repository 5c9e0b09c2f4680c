package dev.teambroker.server.consumer;

import dev.teambroker.protocol.Consumers.Proposal;
import dev.teambroker.protocol.ProblemType;
import dev.teambroker.server.audit.AuditEvent;
import dev.teambroker.server.audit.AuditTrail;
import dev.teambroker.server.audit.RowChange;
import dev.teambroker.server.consumer.Consumer.Word;
import dev.teambroker.server.member.Changes;
import dev.teambroker.server.member.Member;
import dev.teambroker.server.member.Members;
import dev.teambroker.server.member.Times;
import dev.teambroker.server.shareduser.Access;
import dev.teambroker.server.shareduser.Owners;
import dev.teambroker.server.shareduser.SharedUser;
import dev.teambroker.server.web.Outcome;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * An owner proposes a consumer; another owner or an admin confirms the very proposal that they
 * looked at, while its proposer still decides as an owner. An owner or an admin withdraws it.
 * Thread-safe.
 */
@Component
public class Registering {
  private static final int MOST = 20;

  private final Access access;
  private final Owners owners;
  private final Members members;
  private final Consumers consumers;
  private final Places places;
  private final ShowingConsumers showing;
  private final Changes changes;
  private final AuditTrail trail;
  private final InstantSource clock;

  Registering(
      Access access,
      Owners owners,
      Members members,
      Consumers consumers,
      Places places,
      ShowingConsumers showing,
      Changes changes,
      AuditTrail trail,
      InstantSource clock) {
    this.access = access;
    this.owners = owners;
    this.members = members;
    this.consumers = consumers;
    this.places = places;
    this.showing = showing;
    this.changes = changes;
    this.trail = trail;
    this.clock = clock;
  }

  /** Those of a shared user, by name, the proposed ones too. */
  public Outcome<List<dev.teambroker.protocol.Consumers.Consumer>> list(
      Member member, String sharedUser) {
    return access
        .visible(member, sharedUser)
        .map(
            user ->
                consumers.of(user.sharedUserId()).stream()
                    .map(consumer -> showing.show(user, consumer))
                    .toList());
  }

  /** It gets nothing until it is confirmed. */
  public Outcome<dev.teambroker.protocol.Consumers.Consumer> propose(
      Member owner, String sharedUser, Proposal wanted) {
    return changes.run(
        () -> access.asOwner(owner, sharedUser, user -> proposeNow(owner, user, wanted)));
  }

  private Outcome<dev.teambroker.protocol.Consumers.Consumer> proposeNow(
      Member owner, SharedUser user, Proposal wanted) {
    Destination destination =
        new Destination(
            Destination.Kind.ofCode(wanted.kind()), wanted.destination(), wanted.publicKey());
    Optional<Place.Fault> fault = places.fault(destination);
    if (fault.isPresent()) {
      return Outcome.invalid(fault.get().field(), fault.get().takes());
    }
    List<Consumer> all = consumers.of(user.sharedUserId());
    if (all.size() >= MOST) {
      return Outcome.refused(
          ProblemType.CONFLICT, user.name() + " has " + MOST + " consumers, and takes no more.");
    }
    if (all.stream().anyMatch(one -> one.name().equals(wanted.name()))) {
      return Outcome.refused(
          ProblemType.CONFLICT,
          user.name() + " has a consumer of that name; withdraw it before you propose another.");
    }
    Integer forceAfter = wanted.forceAfterSeconds();
    Consumer consumer =
        new Consumer(
            ConsumerId.fresh(),
            1,
            user.sharedUserId(),
            wanted.name(),
            destination,
            forceAfter == null ? null : Duration.ofSeconds(forceAfter),
            new Word(owner.memberId(), Times.now(clock)),
            null);
    return recorded("consumer.proposed", user, consumer, consumers.insert(consumer));
  }

  /**
   * From then on rotations serve it.
   *
   * @param id of the proposal that was looked at
   */
  public Outcome<dev.teambroker.protocol.Consumers.Consumer> confirm(
      Member other, String sharedUser, String name, String id) {
    return changes.run(
        () ->
            access.asOwnerOrAdmin(
                other,
                sharedUser,
                user ->
                    consumers
                        .named(user.sharedUserId(), name)
                        .map(consumer -> confirmNow(other, user, consumer, id))
                        .orElseGet(Registering::unknown)));
  }

  private Outcome<dev.teambroker.protocol.Consumers.Consumer> confirmNow(
      Member other, SharedUser user, Consumer consumer, String id) {
    if (!consumer.id().equals(id)) {
      return Outcome.refused(
          ProblemType.CONFLICT, "This is not the proposal that you looked at; look again.");
    }
    if (consumer.isConfirmed()) {
      return Outcome.done(showing.show(user, consumer));
    }
    if (consumer.proposed().by().equals(other.memberId())) {
      return Outcome.refused(
          ProblemType.FORBIDDEN, "Somebody else has to confirm what you have proposed.");
    }
    if (!isStillMeant(user, consumer)) {
      return Outcome.refused(
          ProblemType.CONFLICT,
          "Who has proposed it doesn't decide as an owner; withdraw it, and let an owner propose"
              + " it.");
    }
    Word word = new Word(other.memberId(), Times.now(clock));
    Consumer next = consumer.confirmed(word);
    return recorded("consumer.confirmed", user, next, consumers.confirm(next, word));
  }

  private boolean isStillMeant(SharedUser user, Consumer consumer) {
    return members
        .find(consumer.proposed().by())
        .filter(
            owner ->
                owners.decides(owner, user.sharedUserId())
                    && owners.decided(owner, user.sharedUserId(), consumer.proposed().at()))
        .isPresent();
  }

  /** It gets nothing more, and no rotation waits for it. */
  public Outcome<dev.teambroker.protocol.Consumers.Consumer> withdraw(
      Member member, String sharedUser, String name) {
    return changes.run(
        () ->
            access.asOwnerOrAdmin(
                member,
                sharedUser,
                user ->
                    consumers
                        .named(user.sharedUserId(), name)
                        .map(
                            one -> recorded("consumer.withdrawn", user, one, consumers.delete(one)))
                        .orElseGet(Registering::unknown)));
  }

  private static <T> Outcome<T> unknown() {
    return Outcome.refused(ProblemType.NOT_FOUND, "The shared user has no consumer of that name.");
  }

  private Outcome<dev.teambroker.protocol.Consumers.Consumer> recorded(
      String action, SharedUser user, Consumer consumer, RowChange change) {
    dev.teambroker.protocol.Consumers.Consumer shown = showing.show(user, consumer);
    trail.append(
        AuditEvent.of(action)
            .with("sharedUser", user.name())
            .with("sharedUserId", user.id())
            .with("consumer", consumer.name())
            .with("consumerId", consumer.id())
            .with("kind", consumer.destination().kind().code())
            .with("destination", consumer.destination().address())
            .with("publicKey", consumer.destination().publicKey())
            .with("forceAfter", consumer.forceAfter())
            .changing(change));
    return Outcome.done(shown);
  }
}
