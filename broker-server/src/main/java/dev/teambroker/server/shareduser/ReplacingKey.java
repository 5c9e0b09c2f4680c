package dev.teambroker.server.shareduser;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.server.audit.AuditEvent;
import dev.teambroker.server.audit.AuditTrail;
import dev.teambroker.server.audit.RowChange;
import dev.teambroker.server.member.Changes;
import dev.teambroker.server.member.Member;
import dev.teambroker.server.member.Times;
import dev.teambroker.server.secretstore.SealedSecret;
import dev.teambroker.server.secretstore.SecretStore;
import dev.teambroker.server.web.Outcome;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * An owner puts another key of the same user, made elsewhere: it becomes the current one, the
 * former is kept, what was former before is retired. Thread-safe.
 */
@Component
public class ReplacingKey {
  private final Access access;
  private final ProvingPossession proving;
  private final AccessKeys keys;
  private final KeyChanges rotations;
  private final SecretStore secrets;
  private final Changes changes;
  private final AuditTrail trail;
  private final InstantSource clock;

  ReplacingKey(
      Access access,
      ProvingPossession proving,
      AccessKeys keys,
      KeyChanges rotations,
      SecretStore secrets,
      Changes changes,
      AuditTrail trail,
      InstantSource clock) {
    this.access = access;
    this.proving = proving;
    this.keys = keys;
    this.rotations = rotations;
    this.secrets = secrets;
    this.changes = changes;
    this.trail = trail;
    this.clock = clock;
  }

  public Outcome<SharedUser> put(Member owner, String name, OfferedKey key) {
    return access.asOwner(
        owner,
        name,
        user ->
            switch (proving.prove(user.partition(), key)) {
              case Outcome.Refused<ProvedUser> refused -> refused.of();
              case Outcome.Done<ProvedUser>(ProvedUser proved) ->
                  proved.userId().equals(user.userId())
                      ? store(owner, user, key)
                      : Outcome.refused(
                          ProblemType.CONFLICT,
                          "This key belongs to " + proved.arn() + ", not to " + user.userArn());
            });
  }

  private Outcome<SharedUser> store(Member owner, SharedUser user, OfferedKey key) {
    String rowId = AccessKey.freshId();
    SealedSecret sealed =
        secrets.seal(
            key.secretAccessKey(), AccessKey.binding(rowId, user.userArn(), key.accessKeyId()));
    AccessKey next =
        new AccessKey(
            rowId,
            1,
            user.sharedUserId(),
            key.accessKeyId(),
            KeyState.CURRENT,
            true,
            Times.now(clock),
            sealed);
    return changes.run(() -> access.asOwner(owner, user.name(), again -> replace(again, next)));
  }

  private Outcome<SharedUser> replace(SharedUser user, AccessKey next) {
    if (rotations.isUnderWay(user.sharedUserId())) {
      return KeyChanges.refused(user);
    }
    List<RowChange> made = new ArrayList<>();
    for (AccessKey held : keys.of(user.sharedUserId())) {
      if (held.accessKeyId().equals(next.accessKeyId())) {
        if (held.state() == KeyState.CURRENT) {
          return Outcome.refused(ProblemType.CONFLICT, "This is the current key already.");
        }
        made.add(keys.delete(held));
      } else {
        switch (held.state()) {
          case CURRENT -> made.add(keys.update(held.in(KeyState.FORMER)));
          case FORMER -> made.add(keys.update(held.in(KeyState.RETIRED)));
          case RETIRED -> {}
          case NEXT -> throw new IllegalStateException("a rotation was under way");
        }
      }
    }
    made.add(keys.insert(next));
    trail.append(
        AuditEvent.of("access-key.put")
            .with("sharedUser", user.name())
            .with("sharedUserId", user.id())
            .with("accessKeyId", next.accessKeyId())
            .with("exposed", true)
            .changing(made.toArray(RowChange[]::new)));
    return Outcome.done(user);
  }
}
