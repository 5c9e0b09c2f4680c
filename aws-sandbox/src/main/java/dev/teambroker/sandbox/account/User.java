package dev.teambroker.sandbox.account;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** An IAM user. Its id stays its own: a later user of the same name has another. */
public final class User {
  private final Account account;
  private final String name;
  private final String id = Ids.uniqueId("AIDA");
  private final Instant createdAt;
  private final Policies policies = new Policies();
  private final List<AccessKey> keys = new CopyOnWriteArrayList<>();

  User(Account account, String name, Instant createdAt) {
    this.account = account;
    this.name = name;
    this.createdAt = createdAt;
  }

  public Account account() {
    return account;
  }

  public String name() {
    return name;
  }

  /** AIDA… */
  public String id() {
    return id;
  }

  public String arn() {
    return account.iamArn("user/" + name);
  }

  public Instant createdAt() {
    return createdAt;
  }

  public Policies policies() {
    return policies;
  }

  public Identity identity() {
    return new Identity(account.id(), arn(), id);
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
    return account.mfaDevices().stream()
        .filter(device -> device.user().filter(this::equals).isPresent())
        .toList();
  }

  void add(AccessKey key) {
    keys.add(key);
  }
}
