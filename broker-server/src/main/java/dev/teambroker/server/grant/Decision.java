package dev.teambroker.server.grant;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the grants say to a request. */
public sealed interface Decision {
  /**
   * The grant that covers it, and what to ask STS for.
   *
   * @param codeForThisOne whether the member's code is for this one session, and spent with it
   */
  record Granted(Grant grant, Permitted permitted, boolean codeForThisOne) implements Decision {}

  /** No grant of that shared user and kind is for the member. */
  record NoGrant(String detail) implements Decision {}

  /** A grant would cover it but for its limit of that name. */
  record Beyond(Grant grant, String limit, String detail) implements Decision {}

  /**
   * A grant covers it, once the member verifies a code.
   *
   * @param age how old the verified code may be
   */
  record CodeWanted(Grant grant, Duration age) implements Decision {}

  /** What to ask STS for: within the grant, nothing capped. */
  sealed interface Permitted {
    Duration duration();

    record User(Duration duration, AwsMfa awsMfa) implements Permitted {}

    record Role(
        String roleArn,
        Duration duration,
        AwsMfa awsMfa,
        @Nullable String sessionPolicy,
        Map<String, String> tags)
        implements Permitted {}

    record Federated(Duration duration, String sessionPolicy, Map<String, String> tags)
        implements Permitted {}

    /** Whether AWS has to be given a code. */
    default boolean needsCode() {
      return switch (this) {
        case User user -> user.awsMfa() == AwsMfa.REQUIRED;
        case Role role -> role.awsMfa() == AwsMfa.REQUIRED;
        case Federated _ -> false;
      };
    }
  }
}
