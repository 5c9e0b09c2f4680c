package dev.teambroker.server.containment;

import dev.teambroker.server.aws.AwsAnswer;
import dev.teambroker.server.aws.AwsKey;
import dev.teambroker.server.aws.AwsRefusal;
import java.time.Duration;
import java.util.function.Function;

/**
 * A session of a shared user that was allowed a call: as soon as it isn't, sessions of its age are
 * denied. Closing it overwrites its secrets.
 */
final class ProbeSession implements AutoCloseable {
  static final Duration LENGTH = Duration.ofMinutes(15);

  private final AwsKey session;
  private final Function<AwsKey, AwsAnswer<?>> call;

  /**
   * @param call what it does each time, leaving nothing behind
   */
  ProbeSession(AwsKey session, Function<AwsKey, AwsAnswer<?>> call) {
    this.session = session;
    this.call = call;
  }

  boolean isAllowed() {
    return call.apply(session) instanceof AwsAnswer.Answered<?>;
  }

  /** Whether AWS refused by a policy; no answer, or another one, is no denial. */
  boolean isDenied() {
    return call.apply(session) instanceof AwsAnswer.Refused<?> refused
        && refused.why() == AwsRefusal.DENIED;
  }

  @Override
  public void close() {
    session.close();
  }
}
