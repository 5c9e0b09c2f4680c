package dev.teambroker.server.shareduser;

import dev.teambroker.protocol.SharedUsers.Import;
import dev.teambroker.server.audit.AuditEvent;
import dev.teambroker.server.audit.AuditTrail;
import dev.teambroker.server.audit.RowChange;
import dev.teambroker.server.aws.Partition;
import dev.teambroker.server.member.Changes;
import dev.teambroker.server.member.Member;
import dev.teambroker.server.member.Times;
import dev.teambroker.server.secretstore.SealedSecret;
import dev.teambroker.server.secretstore.SecretStore;
import dev.teambroker.server.web.Outcome;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.stereotype.Component;

/**
 * A member brings in an IAM user: who proves possession of its key becomes its first owner. The key
 * stays known to its former holders, so it is marked exposed. Thread-safe.
 */
@Component
public class ImportingSharedUser {

  private final ProvingPossession proving;
  private final SharedUsers users;
  private final AccessKeys keys;
  private final Owners owners;
  private final NewNames names;
  private final SecretStore secrets;
  private final Changes changes;
  private final AuditTrail trail;
  private final InstantSource clock;

  ImportingSharedUser(
      ProvingPossession proving,
      SharedUsers users,
      AccessKeys keys,
      Owners owners,
      NewNames names,
      SecretStore secrets,
      Changes changes,
      AuditTrail trail,
      InstantSource clock) {
    this.proving = proving;
    this.users = users;
    this.keys = keys;
    this.owners = owners;
    this.names = names;
    this.secrets = secrets;
    this.changes = changes;
    this.trail = trail;
    this.clock = clock;
  }

  /** Proves the key, seals it and stores the shared user with its first owner. */
  public Outcome<SharedUser> importing(Member member, Import request) {
    if (!SharedUser.isName(request.name())) {
      return Outcome.invalid("name", "1 to 63 of a-z, 0-9 and '-', the first a letter or a digit");
    }
    Partition partition = Partition.ofCode(request.partition()).orElse(null);
    if (partition == null) {
      return Outcome.invalid("partition", "aws, aws-us-gov, aws-cn or aws-eusc");
    }
    OfferedKey key = new OfferedKey(request.accessKeyId(), request.secretAccessKey());
    Outcome<SharedUser> outcome =
        switch (proving.prove(partition, key)) {
          case Outcome.Refused<ProvedUser> refused -> refused.of();
          case Outcome.Done<ProvedUser>(ProvedUser proved) ->
              store(member, request.name(), partition, key, proved);
        };
    if (outcome instanceof Outcome.Refused<SharedUser> refused) {
      trail.record(
          AuditEvent.of("shared-user.import-refused")
              .with("sharedUser", request.name())
              .with("accessKeyId", request.accessKeyId())
              .with("problem", refused.type())
              .with("awsCode", refused.awsCode()));
    }
    return outcome;
  }

  private Outcome<SharedUser> store(
      Member member, String name, Partition partition, OfferedKey key, ProvedUser proved) {
    Instant now = Times.now(clock);
    SharedUser user =
        new SharedUser(
            SharedUserId.fresh(),
            1,
            name,
            partition,
            proved.account(),
            proved.userName(),
            proved.arn(),
            proved.userId(),
            new SharedUserState.Active(),
            member.memberId(),
            now);
    AccessKey sealed = seal(user, key, now);
    return changes.run(
        () -> {
          Outcome<SharedUser> free = names.free(user);
          return free instanceof Outcome.Refused<SharedUser> ? free : insert(member, user, sealed);
        });
  }

  private AccessKey seal(SharedUser user, OfferedKey key, Instant now) {
    String rowId = AccessKey.freshId();
    SealedSecret sealed =
        secrets.seal(
            key.secretAccessKey(), AccessKey.binding(rowId, user.userArn(), key.accessKeyId()));
    return new AccessKey(
        rowId, 1, user.sharedUserId(), key.accessKeyId(), KeyState.CURRENT, true, now, sealed);
  }

  private Outcome<SharedUser> insert(Member member, SharedUser user, AccessKey key) {
    RowChange ofUser = users.insert(user);
    RowChange ofKey = keys.insert(key);
    RowChange ofOwner =
        owners.insert(
            Owner.fresh(
                user.sharedUserId(), member.memberId(), member.memberId(), user.importedAt()));
    trail.append(
        AuditEvent.of("shared-user.imported")
            .with("sharedUser", user.name())
            .with("sharedUserId", user.id())
            .with("userArn", user.userArn())
            .with("userId", user.userId())
            .with("accessKeyId", key.accessKeyId())
            .with("exposed", true)
            .with("owner", member.name())
            .changing(ofUser, ofKey, ofOwner));
    return Outcome.done(user);
  }
}
