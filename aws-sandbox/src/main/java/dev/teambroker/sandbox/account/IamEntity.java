package dev.teambroker.sandbox.account;

import java.time.Instant;

/**
 * What a user and a role have in common. The path stands in the ARN alone: a name is unique in its
 * account, whatever the path, and nothing is looked up by it.
 */
public abstract sealed class IamEntity permits User, Role {
  private final Account account;
  private final String path;
  private final String name;
  private final String id;
  private final Instant createdAt;
  private final Policies policies = new Policies();

  IamEntity(Account account, String path, String name, String idPrefix, Instant createdAt) {
    this.account = account;
    this.path = path;
    this.name = name;
    this.id = Ids.uniqueId(idPrefix);
    this.createdAt = createdAt;
  }

  /** What stands before the path in the ARN: {@code user} or {@code role}. */
  abstract String resourceType();

  public final Account account() {
    return account;
  }

  /** {@code /}, or one with a slash at either end. */
  public final String path() {
    return path;
  }

  public final String name() {
    return name;
  }

  /** AIDA… or AROA…; a later one of the same name has another. */
  public final String id() {
    return id;
  }

  public final String arn() {
    return account.iamArn(resourceType() + path + name);
  }

  public final Instant createdAt() {
    return createdAt;
  }

  public final Policies policies() {
    return policies;
  }
}
