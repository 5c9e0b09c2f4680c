package dev.teambroker.demo;

import dev.teambroker.demo.Children.Result;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A member's tool that asks AWS who it is, again and again, on a thread of its own. Without the aws
 * CLI it only asks for the credentials, as any tool does first.
 */
final class WorkingOn implements AutoCloseable {
  private final Person member;
  private final String profile;
  private final boolean anew;
  private final AtomicInteger calls = new AtomicInteger();
  private final Thread thread;
  private volatile boolean over;
  private volatile @Nullable String failure;

  /**
   * @param anew whether each call is to have a session of its own
   */
  WorkingOn(Person member, String profile, boolean anew) {
    this.member = member;
    this.profile = profile;
    this.anew = anew;
    this.thread = Thread.startVirtualThread(this::work);
  }

  /** Asks a last time; how often it has asked. Fails if any of it did. */
  int end() throws InterruptedException {
    over = true;
    thread.join();
    if (failure != null) {
      throw new StepFailed("call " + calls.get() + " with " + profile + " failed: " + failure);
    }
    return calls.get();
  }

  private void work() {
    boolean last = false;
    while (!last && failure == null) {
      last = over;
      try {
        ask();
      } catch (RuntimeException e) {
        failure = e.getMessage();
      }
    }
  }

  private void ask() {
    if (anew) {
      member.quietly("broker-cli", "clear", profile).orFail("clear");
    }
    calls.incrementAndGet();
    Result asked =
        member.has("aws")
            ? member.quietly("aws", "sts", "get-caller-identity", "--profile", profile)
            : member.quietly("broker-cli", "credential-process", profile);
    asked.orFail("it");
  }

  @Override
  public void close() {
    over = true;
  }
}
