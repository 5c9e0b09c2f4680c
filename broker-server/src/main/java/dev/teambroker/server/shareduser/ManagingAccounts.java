package dev.teambroker.server.shareduser;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.protocol.Secret;
import dev.teambroker.protocol.SharedUsers.Account;
import dev.teambroker.server.audit.AuditEvent;
import dev.teambroker.server.audit.AuditTrail;
import dev.teambroker.server.audit.RowChange;
import dev.teambroker.server.aws.AssumedRoles;
import dev.teambroker.server.aws.Partition;
import dev.teambroker.server.member.Changes;
import dev.teambroker.server.member.Member;
import dev.teambroker.server.secretstore.SecretStore;
import dev.teambroker.server.web.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Admins say what the broker uses for IAM calls in an account. Thread-safe. */
@Component
public class ManagingAccounts {
  private static final Pattern ROLE =
      Pattern.compile("arn:(aws[a-z-]*):iam::(\\d{12}):role/.{1,512}");
  private static final Pattern EXTERNAL_ID = Pattern.compile("[\\w+=,.@:/-]{2,1224}");

  private final SharedUsers users;
  private final ManagementPrincipals principals;
  private final ProvingPossession proving;
  private final AssumedRoles roles;
  private final SecretStore secrets;
  private final Changes changes;
  private final AuditTrail trail;

  ManagingAccounts(
      SharedUsers users,
      ManagementPrincipals principals,
      ProvingPossession proving,
      AssumedRoles roles,
      SecretStore secrets,
      Changes changes,
      AuditTrail trail) {
    this.users = users;
    this.principals = principals;
    this.proving = proving;
    this.roles = roles;
    this.secrets = secrets;
    this.changes = changes;
    this.trail = trail;
  }

  /** The accounts that have shared users or a principal, in the order of their numbers. */
  public Outcome<List<Account>> list(Member admin) {
    if (!admin.isAdmin()) {
      return onlyAdmins();
    }
    List<ManagementPrincipal> all = principals.all();
    Stream<Account> managed =
        all.stream().map(one -> new Account(one.account(), one.partition().code(), one.arn()));
    Stream<Account> unmanaged =
        users.all().stream()
            .filter(user -> all.stream().noneMatch(one -> one.account().equals(user.account())))
            .map(user -> new Account(user.account(), user.partition().code(), null))
            .distinct();
    return Outcome.done(
        Stream.concat(managed, unmanaged)
            .sorted(java.util.Comparator.comparing(Account::account))
            .toList());
  }

  /** Puts a role or a key in place of what was there; either is proved by a call. */
  public Outcome<Account> put(
      Member admin,
      String account,
      dev.teambroker.protocol.SharedUsers.ManagementPrincipal wanted) {
    if (!admin.isAdmin()) {
      return onlyAdmins();
    }
    Optional<Partition> partition =
        users.all().stream()
            .filter(user -> user.account().equals(account))
            .map(SharedUser::partition)
            .findFirst();
    if (partition.isEmpty()) {
      return Outcome.refused(
          ProblemType.NOT_FOUND, "The broker keeps no shared user of that account.");
    }
    String accessKeyId = wanted.accessKeyId();
    Secret secret = wanted.secretAccessKey();
    if (wanted.roleArn() == null && accessKeyId != null && secret != null) {
      return key(partition.get(), account, new OfferedKey(accessKeyId, secret));
    }
    String roleArn = wanted.roleArn();
    String externalId = wanted.externalId();
    return roleArn != null && externalId != null && accessKeyId == null && secret == null
        ? role(partition.get(), account, roleArn, externalId)
        : Outcome.invalid(
            "roleArn", "a role with its externalId, or accessKeyId with secretAccessKey");
  }

  /** From then on the account's shared users manage themselves. */
  public Outcome<Account> remove(Member admin, String account) {
    if (!admin.isAdmin()) {
      return onlyAdmins();
    }
    return changes.run(
        () ->
            principals
                .of(account)
                .map(this::removeNow)
                .orElseGet(
                    () ->
                        Outcome.refused(
                            ProblemType.NOT_FOUND, "The account has no management principal.")));
  }

  private Outcome<Account> key(Partition partition, String account, OfferedKey key) {
    return switch (proving.prove(partition, key)) {
      case Outcome.Refused<ProvedUser> refused -> refused.of();
      case Outcome.Done<ProvedUser>(ProvedUser proved) -> {
        if (!proved.account().equals(account)) {
          yield Outcome.invalid("accessKeyId", "a key of account " + account);
        }
        String rowId = ManagementPrincipal.freshId();
        yield store(
            new ManagementPrincipal(
                rowId,
                1,
                partition,
                account,
                proved.arn(),
                null,
                key.accessKeyId(),
                secrets.seal(
                    key.secretAccessKey(),
                    ManagementPrincipal.binding(rowId, proved.arn(), key.accessKeyId()))));
      }
    };
  }

  private Outcome<Account> role(
      Partition partition, String account, String roleArn, String externalId) {
    var arn = ROLE.matcher(roleArn);
    if (!arn.matches() || !arn.group(1).equals(partition.code()) || !arn.group(2).equals(account)) {
      return Outcome.invalid("roleArn", "the ARN of a role of account " + account);
    }
    if (!EXTERNAL_ID.matcher(externalId).matches()) {
      return Outcome.invalid("externalId", "2 to 1224 of letters, digits and _+=,.@:/-");
    }
    return switch (roles.prove(partition, roleArn, externalId)) {
      case Outcome.Refused<String> refused -> refused.of();
      case Outcome.Done<String>(String proved) ->
          store(
              new ManagementPrincipal(
                  ManagementPrincipal.freshId(),
                  1,
                  partition,
                  account,
                  proved,
                  externalId,
                  null,
                  null));
    };
  }

  private Outcome<Account> store(ManagementPrincipal principal) {
    return changes.run(
        () -> {
          if (users.all().stream().anyMatch(user -> user.userArn().equals(principal.arn()))) {
            return Outcome.refused(
                ProblemType.CONFLICT,
                "This is a shared user; the principal must be one that no member is granted.");
          }
          List<RowChange> made = new ArrayList<>();
          principals.of(principal.account()).ifPresent(old -> made.add(principals.delete(old)));
          made.add(principals.insert(principal));
          trail.append(
              about("management-principal.put", principal)
                  .changing(made.toArray(RowChange[]::new)));
          return Outcome.done(wire(principal));
        });
  }

  private Outcome<Account> removeNow(ManagementPrincipal principal) {
    RowChange change = principals.delete(principal);
    trail.append(about("management-principal.removed", principal).changing(change));
    return Outcome.done(wire(principal));
  }

  private static AuditEvent about(String action, ManagementPrincipal principal) {
    return AuditEvent.of(action)
        .with("account", principal.account())
        .with("principal", principal.arn())
        .with("accessKeyId", principal.accessKeyId());
  }

  private static Account wire(ManagementPrincipal principal) {
    return new Account(principal.account(), principal.partition().code(), principal.arn());
  }

  private static <T> Outcome<T> onlyAdmins() {
    return Outcome.refused(ProblemType.FORBIDDEN, "Only an admin may do this.");
  }
}
