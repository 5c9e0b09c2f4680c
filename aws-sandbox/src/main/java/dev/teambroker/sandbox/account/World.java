package dev.teambroker.sandbox.account;

import dev.teambroker.sandbox.policy.PolicyDocument;
import dev.teambroker.sandbox.setting.Settings;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** All accounts, and the credentials of all of them. */
public final class World {
  private final Settings settings;
  private final Map<String, Account> accounts = new ConcurrentHashMap<>();
  private final Map<String, Credential> credentials = new ConcurrentHashMap<>();
  private final Map<String, KmsKey> kmsKeys = new ConcurrentHashMap<>();
  private final Map<String, PolicyDocument> managedPolicies = new ConcurrentHashMap<>();

  public World(Settings settings) {
    this.settings = settings;
    addManagedPolicy(
        "arn:aws:iam::aws:policy/AdministratorAccess",
        PolicyDocument.identity(
            """
            {"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}"""));
  }

  /** The account, made if it wasn't there, in partition aws. */
  public Account account(String id) {
    return account(id, "aws");
  }

  public Account account(String id, String partition) {
    return accounts.computeIfAbsent(id, any -> new Account(id, partition, this, settings));
  }

  public Optional<Account> existingAccount(String id) {
    return Optional.ofNullable(accounts.get(id));
  }

  /** The role with that whole ARN; empty also where another path leads to its name. */
  public Optional<Role> role(String arn) {
    String[] parts = arn.split(":", 6);
    return parts.length == 6
        ? existingAccount(parts[4])
            .flatMap(account -> account.role(arn.substring(arn.lastIndexOf('/') + 1)))
            .filter(role -> role.arn().equals(arn))
        : Optional.empty();
  }

  /** A managed policy that session policies may name; empty for an unknown one. */
  public Optional<PolicyDocument> managedPolicy(String arn) {
    return Optional.ofNullable(managedPolicies.get(arn));
  }

  public void addManagedPolicy(String arn, PolicyDocument policy) {
    managedPolicies.put(arn, policy);
  }

  /** By its whole ARN. */
  public Optional<KmsKey> kmsKey(String arn) {
    return Optional.ofNullable(kmsKeys.get(arn));
  }

  void add(KmsKey key) {
    kmsKeys.put(key.arn(), key);
  }

  public Optional<Credential> credential(String keyId) {
    return Optional.ofNullable(credentials.get(keyId));
  }

  public void add(Credential credential) {
    credentials.put(credential.id(), credential);
  }
}
