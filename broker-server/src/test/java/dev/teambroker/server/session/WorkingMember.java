package dev.teambroker.server.session;

import dev.teambroker.protocol.Secret;
import dev.teambroker.protocol.Sessions.Request;
import dev.teambroker.sandbox.SandboxKey;
import dev.teambroker.sandbox.SandboxUser;
import dev.teambroker.server.audit.ProofUse;
import dev.teambroker.server.aws.AwsAnswer;
import dev.teambroker.server.aws.AwsKey;
import dev.teambroker.server.aws.Iam;
import dev.teambroker.server.aws.MadeKey;
import dev.teambroker.server.aws.Partition;
import dev.teambroker.server.aws.Sts;
import dev.teambroker.server.member.DeviceId;
import dev.teambroker.server.member.MemberId;
import dev.teambroker.server.signin.SignedIn;
import dev.teambroker.server.web.Outcome;
import dev.teambroker.server.web.RequestContext;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A member who asks for sessions all the time, below HTTP: a test's clock jumps over the life of
 * every access token.
 */
final class WorkingMember {
  private final Stage stage;
  private final String member;
  private final String device;
  private final String name;
  private final AtomicInteger issued = new AtomicInteger();
  private final Queue<String> failed = new ConcurrentLinkedQueue<>();

  WorkingMember(Stage stage, String name) {
    this.stage = stage;
    this.name = name;
    Map<String, Object> row =
        stage
            .database
            .ownersJdbc()
            .sql(
                """
                select m.id as member, d.id as device from broker.member m
                  join broker.device d on d.member_id = m.id where m.name = :name
                """)
            .param("name", name)
            .query()
            .singleRow();
    this.member = String.valueOf(row.get("member"));
    this.device = String.valueOf(row.get("device"));
  }

  /** How many sessions were issued. */
  int issued() {
    return issued.get();
  }

  /** Asks for a session of a role; what goes wrong is kept. */
  void asks(String sharedUser) {
    RequestContext context =
        new RequestContext(
            UUID.randomUUID().toString(),
            "127.0.0.1",
            new RequestContext.Actor(member, name, device, "laptop"));
    ScopedValue.where(RequestContext.CURRENT, context)
        .run(() -> stage.clock.whileStill(() -> asksNow(sharedUser)));
  }

  private void asksNow(String sharedUser) {
    SignedIn who =
        new SignedIn(
            new MemberId(member),
            name,
            new DeviceId(device),
            "laptop",
            Set.of(),
            "none",
            stage.clock.instant(),
            proof());
    switch (stage
        .broker
        .bean(IssuingSession.class)
        .issue(who, new Request(sharedUser, "role", null, null, null))) {
      case Outcome.Done<IssuedSession>(IssuedSession session) -> {
        session.close();
        issued.incrementAndGet();
      }
      case Outcome.Refused<IssuedSession> refused -> failed.add(refused.detail());
    }
  }

  private ProofUse proof() {
    return new ProofUse(
        device, UUID.randomUUID().toString(), stage.clock.instant().plusSeconds(60));
  }

  /** What has gone wrong since this was last asked. */
  List<String> failed() {
    List<String> all = List.copyOf(failed);
    failed.clear();
    return all;
  }

  /** As a colleague does by a program that names our product, but no run's mark. */
  String makesKey(SandboxUser user) {
    var colleague = stage.aws.user("colleague").allowed("iam:*").key();
    try (AwsKey key = AwsKey.longTerm(colleague.id(), Secret.of(colleague.secret()));
        MadeKey made = made(user, key)) {
      return made.accessKeyId();
    } finally {
      colleague.delete();
    }
  }

  /** As somebody does who has the long-term key itself. */
  void uses(SandboxKey key) {
    try (AwsKey own = AwsKey.longTerm(key.id(), Secret.of(key.secret()))) {
      stage.broker.bean(Sts.class).getCallerIdentity(Partition.AWS, own);
    }
  }

  /** As a colleague does who switches a key on or off. */
  void switches(SandboxUser user, String accessKeyId, boolean active) {
    var colleague = stage.aws.user("colleague").allowed("iam:*").key();
    try (AwsKey key = AwsKey.longTerm(colleague.id(), Secret.of(colleague.secret()))) {
      stage
          .broker
          .bean(Iam.class)
          .updateAccessKey(Partition.AWS, key, user.name(), accessKeyId, active, () -> true);
    } finally {
      colleague.delete();
    }
  }

  private MadeKey made(SandboxUser user, AwsKey key) {
    return switch (stage
        .broker
        .bean(Iam.class)
        .createAccessKey(Partition.AWS, key, user.name(), "team-credential-broker", () -> true)) {
      case AwsAnswer.Answered<MadeKey>(MadeKey made) -> made;
      case AwsAnswer<MadeKey> other -> throw new AssertionError(other.toString());
    };
  }
}
