package dev.teambroker.sandbox.account;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** An IAM user, with its keys and MFA devices. */
public final class User extends IamEntity {
  private final List<AccessKey> keys = new CopyOnWriteArrayList<>();

  User(Account account, String path, String name, Instant createdAt) {
    super(account, path, name, "AIDA", createdAt);
  }

  @Override
  String resourceType() {
    return "user";
  }

  public Identity identity() {
    return new Identity(account().id(), arn(), id());
  }

  /** All keys that it has ever had, the oldest first. */
  public List<AccessKey> allKeys() {
    return List.copyOf(keys);
  }

  /** The keys that aren't deleted. */
  public List<AccessKey> keys() {
    return keys.stream().filter(key -> key.state() != AccessKey.State.DELETED).toList();
  }

  public Optional<AccessKey> key(String keyId) {
    return keys().stream().filter(key -> key.id().equals(keyId)).findFirst();
  }

  /** The MFA devices that are enabled for this user. */
  public List<MfaDevice> mfaDevices() {
    return account().mfaDevices().stream()
        .filter(device -> device.user().filter(this::equals).isPresent())
        .toList();
  }

  void add(AccessKey key) {
    keys.add(key);
  }
}
