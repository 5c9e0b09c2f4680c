package dev.teambroker.sandbox.call;

import dev.teambroker.sandbox.account.Account;
import dev.teambroker.sandbox.account.World;
import dev.teambroker.sandbox.policy.Question;
import dev.teambroker.sandbox.setting.Enforcement;
import dev.teambroker.sandbox.setting.Settings;
import dev.teambroker.sandbox.trail.EventDraft;
import dev.teambroker.sandbox.wire.Parameters;
import java.time.Instant;
import java.util.function.Supplier;

/** One call: who, what, when; and what the log will say of it. */
public record Call(
    Environment environment,
    Caller caller,
    Parameters given,
    Origin origin,
    Instant now,
    EventDraft event) {

  /** Where a call came from. */
  public record Origin(String region, String sourceAddress, String userAgent, String requestId) {}

  public World world() {
    return environment.world();
  }

  public Settings settings() {
    return environment.settings();
  }

  /** The caller's account. */
  public Account account() {
    return world().account(caller.identity().account());
  }

  public void refuse(
      Enforcement rule, boolean broken, Supplier<? extends RuntimeException> refusal) {
    settings().refuse(rule, broken, refusal);
  }

  /** Adds all that AWS knows of every call. */
  public Question complete(Question question) {
    return new Context(this).fill(question);
  }

  /** A question with all that AWS knows of every call. */
  public Question question(String action, String resource) {
    return complete(new Question(action, resource));
  }

  /** Throws AccessDenied unless the caller's policies allow the action. */
  public void authorise(String action, String resource) {
    new Authorisation(this).require(question(action, resource));
  }
}
