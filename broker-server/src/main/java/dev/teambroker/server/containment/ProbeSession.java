package dev.teambroker.server.containment;

import dev.teambroker.server.aws.AwsAnswer;
import dev.teambroker.server.aws.AwsKey;
import dev.teambroker.server.aws.AwsRefusal;
import dev.teambroker.server.aws.Partition;
import dev.teambroker.server.aws.RoleToAssume;
import dev.teambroker.server.aws.SessionCredentials;
import dev.teambroker.server.aws.Sts;
import java.time.Duration;
import java.util.Map;

/**
 * A session of a shared user that could assume a role: as soon as it can't, sessions of its age are
 * denied. (A session without MFA may call nothing else that a policy can deny, but what its user's
 * own policies happen to allow.) The role's session that comes of a probe may do nothing and is
 * dropped. Closing it overwrites its secrets.
 */
final class ProbeSession implements AutoCloseable {
  static final Duration LENGTH = Duration.ofMinutes(15);

  private static final String NAME = "team-credential-broker-probe";
  private static final String MAY_DO_NOTHING =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}""";

  private final Sts sts;
  private final Partition partition;
  private final AwsKey session;
  private final String roleArn;

  ProbeSession(Sts sts, Partition partition, AwsKey session, String roleArn) {
    this.sts = sts;
    this.partition = partition;
    this.session = session;
    this.roleArn = roleArn;
  }

  String accessKeyId() {
    return session.accessKeyId();
  }

  boolean isAllowed() {
    return switch (assume()) {
      case AwsAnswer.Answered<SessionCredentials>(SessionCredentials dropped) -> {
        dropped.close();
        yield true;
      }
      case AwsAnswer<SessionCredentials> _ -> false;
    };
  }

  /** Whether AWS refused by a policy; no answer, or another one, is no denial. */
  boolean isDenied() {
    return switch (assume()) {
      case AwsAnswer.Answered<SessionCredentials>(SessionCredentials dropped) -> {
        dropped.close();
        yield false;
      }
      case AwsAnswer.Refused<SessionCredentials> refused -> refused.why() == AwsRefusal.DENIED;
      case AwsAnswer.NotReached<SessionCredentials> _, AwsAnswer.Unknown<SessionCredentials> _ ->
          false;
    };
  }

  private AwsAnswer<SessionCredentials> assume() {
    return sts.assumeRole(
        partition,
        session,
        new RoleToAssume(roleArn, NAME, null, null, LENGTH, MAY_DO_NOTHING, Map.of()),
        null);
  }

  @Override
  public void close() {
    session.close();
  }
}
