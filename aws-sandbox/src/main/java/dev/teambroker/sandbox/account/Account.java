package dev.teambroker.sandbox.account;

import dev.teambroker.sandbox.policy.PolicyDocument;
import dev.teambroker.sandbox.setting.Settings;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** An AWS account. */
public final class Account {
  private final String id;
  private final String partition;
  private final World world;
  private final Settings settings;
  private final Map<String, User> users = new ConcurrentHashMap<>();
  private final Map<String, Role> roles = new ConcurrentHashMap<>();
  private final Map<String, OidcProvider> providers = new ConcurrentHashMap<>();
  private final Map<String, MfaDevice> devices = new ConcurrentHashMap<>();

  Account(String id, String partition, World world, Settings settings) {
    this.id = id;
    this.partition = partition;
    this.world = world;
    this.settings = settings;
  }

  public String id() {
    return id;
  }

  public String iamArn(String resource) {
    return "arn:" + partition + ":iam::" + id + ":" + resource;
  }

  public String stsArn(String resource) {
    return "arn:" + partition + ":sts::" + id + ":" + resource;
  }

  public String kmsArn(String region, String resource) {
    return "arn:" + partition + ":kms:" + region + ":" + id + ":" + resource;
  }

  public String rootArn() {
    return iamArn("root");
  }

  Identity rootIdentity() {
    return new Identity(id, rootArn(), id);
  }

  public Optional<User> user(String name) {
    return Optional.ofNullable(users.get(name));
  }

  public User createUser(String path, String name, Instant now) {
    User user = new User(this, path, name, now);
    users.put(name, user);
    return user;
  }

  /** Its keys end with it. */
  public void deleteUser(User user, Instant now) {
    users.remove(user.name(), user);
    user.keys().forEach(key -> key.set(AccessKey.State.DELETED, now));
    user.mfaDevices().forEach(MfaDevice::disable);
  }

  public AccessKey createKey(User user, Instant now) {
    AccessKey key = new AccessKey(this, Optional.of(user), now);
    user.add(key);
    world.add(key);
    return key;
  }

  public AccessKey createRootKey(Instant now) {
    AccessKey key = new AccessKey(this, Optional.empty(), now);
    world.add(key);
    return key;
  }

  /** With a policy that leaves everything to the account's own policies. */
  public KmsKey createKmsKey(String region, Instant now) {
    KmsKey key =
        new KmsKey(
            this,
            region,
            PolicyDocument.resource(
                """
                {"Statement": [{
                   "Effect": "Allow", "Principal": {"AWS": "%s"},
                   "Action": "kms:*", "Resource": "*"}]}"""
                    .formatted(rootArn())),
            now);
    world.add(key);
    return key;
  }

  public Optional<Role> role(String name) {
    return Optional.ofNullable(roles.get(name));
  }

  public Role createRole(String path, String name, PolicyDocument trust, Instant now) {
    Role role = new Role(this, path, name, trust, now);
    roles.put(name, role);
    return role;
  }

  /** The one whose tokens have this issuer. */
  public Optional<OidcProvider> oidcProvider(String issuer) {
    return Optional.ofNullable(providers.get(issuer));
  }

  public void add(OidcProvider provider) {
    providers.put(provider.issuer(), provider);
  }

  public List<MfaDevice> mfaDevices() {
    return List.copyOf(devices.values());
  }

  public Optional<MfaDevice> mfaDevice(String arn) {
    return Optional.ofNullable(devices.get(arn));
  }

  public MfaDevice createMfaDevice(String name) {
    MfaDevice device = new MfaDevice(this, name, settings);
    devices.put(device.arn(), device);
    return device;
  }

  public void deleteMfaDevice(MfaDevice device) {
    devices.remove(device.arn(), device);
  }
}
