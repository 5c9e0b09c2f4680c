package dev.teambroker.server.shareduser;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.server.aws.AwsAnswer;
import dev.teambroker.server.aws.AwsKey;
import dev.teambroker.server.aws.AwsProblems;
import dev.teambroker.server.aws.AwsRefusal;
import dev.teambroker.server.aws.CallerIdentity;
import dev.teambroker.server.aws.Iam;
import dev.teambroker.server.aws.IamUser;
import dev.teambroker.server.aws.Partition;
import dev.teambroker.server.aws.Sts;
import dev.teambroker.server.web.Outcome;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * Proves a long-term key by two calls that are signed with it, and learns whose it is. A key of
 * root, of a role or of a session is refused with the reason.
 */
@Component
class ProvingPossession {
  private static final Pattern LONG_TERM = Pattern.compile("AKIA[A-Z0-9]{12,124}");
  private static final int LONGEST_SECRET = 256;

  private final Sts sts;
  private final Iam iam;

  ProvingPossession(Sts sts, Iam iam) {
    this.sts = sts;
    this.iam = iam;
  }

  Outcome<ProvedUser> prove(Partition partition, OfferedKey key) {
    Optional<Outcome<ProvedUser>> malformed = malformed(key);
    if (malformed.isPresent()) {
      return malformed.get();
    }
    AwsKey signing = AwsKey.longTerm(key.accessKeyId(), key.secretAccessKey());
    return switch (sts.getCallerIdentity(partition, signing)) {
      case AwsAnswer.Answered<CallerIdentity>(CallerIdentity caller) ->
          ofCaller(partition, signing, caller);
      case AwsAnswer<CallerIdentity> other -> AwsProblems.of(other);
    };
  }

  private static Optional<Outcome<ProvedUser>> malformed(OfferedKey key) {
    if (key.accessKeyId().startsWith("ASIA")) {
      return Optional.of(
          Outcome.invalid(
              "accessKeyId", "a long-term key (AKIA…); this is a session's, which expires"));
    }
    if (!LONG_TERM.matcher(key.accessKeyId()).matches()) {
      return Optional.of(Outcome.invalid("accessKeyId", "an access key id of an IAM user, AKIA…"));
    }
    int length = key.secretAccessKey().length();
    return length >= 1 && length <= LONGEST_SECRET
        ? Optional.empty()
        : Optional.of(Outcome.invalid("secretAccessKey", "1 to 256 characters"));
  }

  private Outcome<ProvedUser> ofCaller(Partition partition, AwsKey key, CallerIdentity caller) {
    if (caller.isRoot()) {
      return refused(
          "This is a key of the account's root, which no policy limits. Delete it at AWS and"
              + " import a key of an IAM user.");
    }
    if (!caller.isUser()) {
      return refused(
          "This is a key of " + caller.arn() + ", not of an IAM user. Only IAM users are shared.");
    }
    if (!caller.partition().equals(partition.code())) {
      return Outcome.invalid("partition", "the partition of the key, " + caller.partition());
    }
    return switch (iam.getUser(partition, key)) {
      case AwsAnswer.Answered<IamUser>(IamUser user) -> ofUser(caller, user);
      case AwsAnswer.Refused<IamUser> denied when denied.why() == AwsRefusal.DENIED ->
          Outcome.awsRefused(
              denied.code(), "The user needs iam:GetUser on itself, by which it is recognised.");
      case AwsAnswer<IamUser> other -> AwsProblems.of(other);
    };
  }

  private static Outcome<ProvedUser> ofUser(CallerIdentity caller, IamUser user) {
    return user.arn().equals(caller.arn()) && user.userId().equals(caller.userId())
        ? Outcome.done(new ProvedUser(caller.account(), user.userName(), user.arn(), user.userId()))
        : Outcome.refused(
            ProblemType.CONFLICT, "STS and IAM name different users for this key; ask again.");
  }

  private static Outcome<ProvedUser> refused(String why) {
    return Outcome.invalid("accessKeyId", why);
  }
}
