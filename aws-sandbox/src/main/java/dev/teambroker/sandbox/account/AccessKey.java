package dev.teambroker.sandbox.account;

import dev.teambroker.sandbox.setting.Delay;
import dev.teambroker.sandbox.setting.Enforcement;
import dev.teambroker.sandbox.setting.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A long-term key, of a user or of an account's root. */
public final class AccessKey implements Credential {
  /** A key that was deleted is still listed where the listing is stale. */
  public enum State {
    ACTIVE("Active"),
    INACTIVE("Inactive"),
    DELETED("Deleted");

    private final String text;

    State(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }

  /** What GetAccessKeyLastUsed tells. */
  public record LastUse(Instant at, String service, String region) {}

  private final Account account;
  private final Optional<User> user;
  private final String id;
  private final String secret = Ids.secret();
  private final Instant createdAt;
  private final Timeline<State> states = new Timeline<>();
  private Optional<LastUse> lastUse = Optional.empty();

  AccessKey(Account account, Optional<User> user, Instant createdAt) {
    this.account = account;
    this.user = user;
    this.id = Ids.keyId("AKIA", account.id());
    this.createdAt = createdAt;
    states.set(createdAt, State.ACTIVE);
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String secret() {
    return secret;
  }

  public Instant createdAt() {
    return createdAt;
  }

  /** Empty for a key of root. */
  public Optional<User> user() {
    return user;
  }

  @Override
  public Identity identity() {
    return user.map(User::identity).orElseGet(account::rootIdentity);
  }

  public synchronized State state() {
    return states.latest();
  }

  public synchronized void set(State state, Instant at) {
    states.set(at, state);
  }

  /** As a listing of that time showed it; empty before it was there and after it was gone. */
  public synchronized Optional<State> listedAt(Instant time) {
    return states.at(time).filter(state -> state != State.DELETED);
  }

  /** What the services that check signatures know of this key by now. */
  public synchronized Optional<State> knownState(Instant now, Settings settings) {
    return states.seen(now, state -> arrival(state, settings));
  }

  private static Duration arrival(State state, Settings settings) {
    boolean works = state == State.ACTIVE;
    Enforcement rule = works ? Enforcement.KEY_PROPAGATION : Enforcement.KEY_REMOVAL;
    Delay delay = works ? Delay.KEY_PROPAGATION : Delay.KEY_REMOVAL;
    return settings.on(rule) ? settings.get(delay) : Duration.ZERO;
  }

  /** Notes a use, unless a hardly older one is noted already. */
  public synchronized void used(LastUse use, Duration coarseness) {
    if (lastUse.isEmpty() || !lastUse.get().at().plus(coarseness).isAfter(use.at())) {
      lastUse = Optional.of(use);
    }
  }

  public synchronized Optional<LastUse> lastUse() {
    return lastUse;
  }
}
