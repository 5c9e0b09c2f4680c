package dev.teambroker.server.shareduser;

import dev.teambroker.server.member.Rewrapped;
import dev.teambroker.server.secretstore.SealedRecords;
import dev.teambroker.server.secretstore.SealedSecret;
import java.util.List;
import org.springframework.stereotype.Component;

/** The shared users' access keys, for moving them under other key-encryption keys. */
@Component
class SealedAccessKeys implements SealedRecords {
  private final SharedUsers users;
  private final AccessKeys keys;
  private final Rewrapped rewrapped;

  SealedAccessKeys(SharedUsers users, AccessKeys keys, Rewrapped rewrapped) {
    this.users = users;
    this.keys = keys;
    this.rewrapped = rewrapped;
  }

  @Override
  public List<SealedRecord> all() {
    return users.all().stream()
        .flatMap(user -> keys.of(user.sharedUserId()).stream().map(key -> record(user, key)))
        .toList();
  }

  private static SealedRecord record(SharedUser user, AccessKey key) {
    return new SealedRecord(key.binding(user.userArn()), key.sealed());
  }

  @Override
  public boolean replace(SealedRecord read, SealedSecret next) {
    return rewrapped.replace(
        read,
        () -> keys.find(read.binding().recordId()),
        AccessKey::sealed,
        key -> keys.update(key.with(next)));
  }
}
