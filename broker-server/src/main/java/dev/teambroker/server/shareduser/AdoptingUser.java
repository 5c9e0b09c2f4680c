package dev.teambroker.server.shareduser;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.protocol.SharedUsers.Adoption;
import dev.teambroker.server.audit.AuditEvent;
import dev.teambroker.server.audit.AuditTrail;
import dev.teambroker.server.audit.RowChange;
import dev.teambroker.server.aws.AwsAnswer;
import dev.teambroker.server.aws.AwsKey;
import dev.teambroker.server.aws.AwsProblems;
import dev.teambroker.server.aws.Iam;
import dev.teambroker.server.aws.IamUser;
import dev.teambroker.server.aws.ListedKey;
import dev.teambroker.server.aws.MadeKey;
import dev.teambroker.server.aws.Partition;
import dev.teambroker.server.member.Changes;
import dev.teambroker.server.member.Member;
import dev.teambroker.server.member.Members;
import dev.teambroker.server.member.Times;
import dev.teambroker.server.web.Outcome;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * An admin takes an IAM user over through the account's management principal: the broker makes its
 * key, so that nobody has ever held it. Another member becomes its owner: no admin alone comes to
 * sessions. The shared user stands on record, without a key, before AWS is asked for one; where the
 * answer is lost it stays so, and adopting it again asks for another. Thread-safe.
 */
@Component
public class AdoptingUser {
  private static final int MOST_KEYS = 2;

  private final Members members;
  private final ManagementPrincipals principals;
  private final ManagementKeys management;
  private final NewNames names;
  private final SharedUsers users;
  private final Owners owners;
  private final RotatingKeys keys;
  private final Iam iam;
  private final Changes changes;
  private final AuditTrail trail;
  private final InstantSource clock;

  AdoptingUser(
      Members members,
      ManagementPrincipals principals,
      ManagementKeys management,
      NewNames names,
      SharedUsers users,
      Owners owners,
      RotatingKeys keys,
      Iam iam,
      Changes changes,
      AuditTrail trail,
      InstantSource clock) {
    this.members = members;
    this.principals = principals;
    this.management = management;
    this.names = names;
    this.users = users;
    this.owners = owners;
    this.keys = keys;
    this.iam = iam;
    this.changes = changes;
    this.trail = trail;
    this.clock = clock;
  }

  public Outcome<SharedUser> adopt(Member admin, String account, Adoption wanted) {
    if (!admin.isAdmin()) {
      return Outcome.refused(ProblemType.FORBIDDEN, "Only an admin may do this.");
    }
    if (!SharedUser.isName(wanted.name())) {
      return Outcome.invalid("name", "1 to 63 of a-z, 0-9 and '-', the first a letter or a digit");
    }
    Optional<Member> owner = members.named(wanted.owner()).filter(Member::mayAct);
    if (owner.isEmpty() || owner.get().memberId().equals(admin.memberId())) {
      return Outcome.invalid("owner", "the name of another member, who becomes its owner");
    }
    return principals
        .of(account)
        .map(principal -> adopt(admin, owner.get(), principal.partition(), account, wanted))
        .orElseGet(
            () ->
                Outcome.refused(
                    ProblemType.CONFLICT,
                    "Account " + account + " has no management principal to adopt users by."));
  }

  private Outcome<SharedUser> adopt(
      Member admin, Member owner, Partition partition, String account, Adoption wanted) {
    return switch (management.open(account)) {
      case Outcome.Refused<AwsKey> refused -> refused.of();
      case Outcome.Done<AwsKey>(AwsKey key) -> {
        try (key) {
          yield switch (iam.getUser(partition, key, wanted.userName())) {
            case AwsAnswer.Answered<IamUser>(IamUser found) ->
                adopt(
                    admin,
                    owner,
                    new SharedUser(
                        SharedUserId.fresh(),
                        1,
                        wanted.name(),
                        partition,
                        account,
                        found.userName(),
                        found.arn(),
                        found.userId(),
                        new SharedUserState.Active(),
                        admin.memberId(),
                        Times.now(clock)),
                    key);
            case AwsAnswer<IamUser> other -> AwsProblems.of(other);
          };
        }
      }
    };
  }

  private Outcome<SharedUser> adopt(Member admin, Member owner, SharedUser user, AwsKey principal) {
    AwsAnswer<List<ListedKey>> listed =
        iam.listAccessKeys(user.partition(), principal, user.userName());
    if (!(listed instanceof AwsAnswer.Answered<List<ListedKey>>(List<ListedKey> there))) {
      return AwsProblems.of(listed);
    }
    List<String> foreign = there.stream().map(ListedKey::accessKeyId).toList();
    if (foreign.size() >= MOST_KEYS) {
      return Outcome.refused(
          ProblemType.CONFLICT,
          "The user has two access keys, "
              + String.join(" and ", foreign)
              + ", so AWS makes no further one. Delete one at AWS if nobody needs it.");
    }
    return switch (changes.run(() -> begun(admin, owner, user, foreign))) {
      case Outcome.Refused<SharedUser> refused -> refused;
      case Outcome.Done<SharedUser>(SharedUser begun) -> withKey(begun, principal);
    };
  }

  /** The one that an earlier adoption has left without a key goes on. */
  private Outcome<SharedUser> begun(
      Member admin, Member owner, SharedUser user, List<String> foreign) {
    Optional<SharedUser> left =
        users
            .named(user.name())
            .filter(one -> one.userId().equals(user.userId()))
            .filter(one -> keys.of(one.sharedUserId()).isEmpty())
            .filter(one -> owners.owns(owner.memberId(), one.sharedUserId()));
    Outcome<SharedUser> free = left.map(Outcome::done).orElseGet(() -> names.free(user));
    if (!(free instanceof Outcome.Done<SharedUser>(SharedUser adopted))) {
      return free;
    }
    List<RowChange> made = new ArrayList<>();
    if (left.isEmpty()) {
      Instant now = user.importedAt();
      made.add(users.insert(user));
      made.add(
          owners.insert(Owner.fresh(user.sharedUserId(), owner.memberId(), admin.memberId(), now)));
    }
    trail.append(
        about("shared-user.adopting", adopted)
            .with("userArn", adopted.userArn())
            .with("userId", adopted.userId())
            .with("owner", owner.name())
            .with("keysBefore", foreign)
            .with("mark", mark(adopted))
            .changing(made.toArray(RowChange[]::new)));
    return Outcome.done(adopted);
  }

  private Outcome<SharedUser> withKey(SharedUser user, AwsKey principal) {
    try (ReservedKey place = keys.reserve(user)) {
      AwsAnswer<MadeKey> answer =
          iam.createAccessKey(user.partition(), principal, user.userName(), mark(user), () -> true);
      if (!(answer instanceof AwsAnswer.Answered<MadeKey>(MadeKey key))) {
        return withoutKey(user, answer);
      }
      try (key) {
        return changes.run(() -> stored(user, place, key));
      }
    }
  }

  private Outcome<SharedUser> stored(SharedUser user, ReservedKey place, MadeKey key) {
    RowChange change = keys.storeFirst(user, place, key.accessKeyId(), key.secretAccessKey());
    trail.append(
        about("shared-user.adopted", user)
            .with("accessKeyId", key.accessKeyId())
            .with("exposed", false)
            .changing(change));
    return Outcome.done(user);
  }

  private Outcome<SharedUser> withoutKey(SharedUser user, AwsAnswer<MadeKey> answer) {
    Outcome.Refused<SharedUser> why =
        (Outcome.Refused<SharedUser>) AwsProblems.<SharedUser>of(answer);
    boolean unknown = answer instanceof AwsAnswer.Unknown<MadeKey>;
    trail.record(
        about(unknown ? "shared-user.adoption-unknown" : "shared-user.adoption-failed", user)
            .with("mark", mark(user))
            .with("problem", why.type()));
    return Outcome.refused(
        why.type(),
        why.detail()
            + " The shared user stands without a key; adopt it again."
            + (unknown
                ? " A key that appeared meanwhile is the broker's if CloudTrail's CreateAccessKey"
                    + " event names "
                    + mark(user)
                    + " in userAgent; nobody has its secret then."
                : ""));
  }

  private static String mark(SharedUser user) {
    return "adopt/" + user.id();
  }

  private static AuditEvent about(String action, SharedUser user) {
    return AuditEvent.of(action).with("sharedUser", user.name()).with("sharedUserId", user.id());
  }
}
