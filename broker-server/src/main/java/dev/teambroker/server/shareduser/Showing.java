package dev.teambroker.server.shareduser;

import dev.teambroker.protocol.SharedUsers.AccessKey;
import dev.teambroker.server.member.Member;
import dev.teambroker.server.member.Members;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Shared users as members see them, without their secrets. Thread-safe. */
@Component
public class Showing {
  private final AccessKeys keys;
  private final KeyCreations creations;
  private final MfaDevices devices;
  private final Owners owners;
  private final Members members;
  private final KeyWarnings warnings;

  Showing(
      AccessKeys keys,
      KeyCreations creations,
      MfaDevices devices,
      Owners owners,
      Members members,
      KeyWarnings warnings) {
    this.keys = keys;
    this.creations = creations;
    this.devices = devices;
    this.owners = owners;
    this.members = members;
    this.warnings = warnings;
  }

  public dev.teambroker.protocol.SharedUsers.SharedUser show(SharedUser user) {
    List<dev.teambroker.server.shareduser.AccessKey> stored = keys.of(user.sharedUserId());
    Map<String, Instant> made = creations.of(stored);
    List<AccessKey> shown =
        stored.stream()
            .map(
                key ->
                    new AccessKey(
                        key.accessKeyId(),
                        key.state().code(),
                        key.exposed(),
                        made.getOrDefault(key.accessKeyId(), key.storedAt()),
                        key.storedAt()))
            .toList();
    return new dev.teambroker.protocol.SharedUsers.SharedUser(
        user.name(),
        user.account(),
        user.partition().code(),
        user.userName(),
        user.userId(),
        user.state().code(),
        shown.stream().anyMatch(key -> key.exposed() && !"retired".equals(key.state())),
        shown,
        devices.of(user.sharedUserId()).stream().map(MfaDevice::serialNumber).toList(),
        ownersOf(user).map(Member::name).sorted().toList(),
        ownersOf(user)
            .filter(owner -> owners.waits(owner, user.sharedUserId()))
            .map(Member::name)
            .sorted()
            .toList(),
        warnings.of(user, stored, made));
  }

  private Stream<Member> ownersOf(SharedUser user) {
    return owners.of(user.sharedUserId()).stream()
        .flatMap(owner -> members.find(owner.member()).stream());
  }
}
