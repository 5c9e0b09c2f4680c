package dev.teambroker.server.guard;

import dev.teambroker.server.aws.AwsAnswer;
import dev.teambroker.server.aws.AwsClock;
import dev.teambroker.server.aws.AwsKey;
import dev.teambroker.server.aws.AwsProblems;
import dev.teambroker.server.aws.AwsRefusal;
import dev.teambroker.server.aws.IamPolicies;
import dev.teambroker.server.aws.Simulated;
import dev.teambroker.server.aws.Simulation;
import dev.teambroker.server.shareduser.ActingKeys;
import dev.teambroker.server.shareduser.SharedUser;
import dev.teambroker.server.web.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/**
 * Whether whoever keeps a shared user's keys may do all that a rotation does at AWS, before it does
 * any of it. IAM simulates its policies; where it doesn't let the broker ask, nothing is known, and
 * the calls themselves will show. Outside of transactions. Thread-safe.
 */
@Component
public class RightsOnKeys {
  private static final List<String> CALLS =
      List.of(
          "iam:CreateAccessKey",
          "iam:DeleteAccessKey",
          "iam:GetAccessKeyLastUsed",
          "iam:ListAccessKeys",
          "iam:UpdateAccessKey");

  /** What a session has and a long-term key has not; whoever wants those is asked with them. */
  private static final Set<String> OF_SESSIONS =
      Set.of("aws:multifactorauthpresent", "aws:multifactorauthage", "aws:tokenissuetime");

  private final ActingKeys acting;
  private final IamPolicies policies;
  private final AwsClock clock;

  /** What the policies say. */
  public sealed interface Finding {
    /** All of it is allowed, or nothing says that it isn't. */
    record Fine() implements Finding {}

    /** IAM doesn't answer for now. */
    record NotNow(String why) implements Finding {}

    /** It would be refused; a sentence for the owner. */
    record Refused(String why) implements Finding {}
  }

  RightsOnKeys(ActingKeys acting, IamPolicies policies, AwsClock clock) {
    this.acting = acting;
    this.policies = policies;
    this.clock = clock;
  }

  public Finding of(SharedUser user) {
    String actor = acting.arn(user);
    return switch (acting.with(user, key -> Outcome.done(new Look(user, actor, key).finding()))) {
      case Outcome.Done<Finding>(Finding finding) -> finding;
      case Outcome.Refused<Finding> refused -> new Finding.NotNow(refused.detail());
    };
  }

  private final class Look {
    private final SharedUser user;
    private final String actor;
    private final AwsKey key;

    Look(SharedUser user, String actor, AwsKey key) {
      this.user = user;
      this.actor = actor;
      this.key = key;
    }

    Finding finding() {
      return switch (asked(CALLS, false, false)) {
        case AwsAnswer.Answered<Simulated>(Simulated said) -> ofLongTermKey(said);
        case AwsAnswer.Refused<Simulated> refused when isLasting(refused) -> new Finding.Fine();
        case AwsAnswer<Simulated> other -> notNow(AwsProblems.of(other));
      };
    }

    private static Finding notNow(Outcome<Finding> why) {
      return new Finding.NotNow(((Outcome.Refused<Finding>) why).detail());
    }

    private Finding ofLongTermKey(Simulated said) {
      List<String> lacking = CALLS.stream().filter(call -> !said.allowed().contains(call)).toList();
      boolean undecided =
          said.missing().stream()
              .anyMatch(key -> !OF_SESSIONS.contains(key.toLowerCase(Locale.ROOT)));
      if (lacking.isEmpty() || undecided) {
        return new Finding.Fine();
      }
      if (!allows(lacking, false)) {
        return new Finding.Refused(
            "The policies of %s don't allow %s on the user; `shared-user policy %s` prints what they should say."
                .formatted(actor, String.join(", ", lacking), user.name()));
      }
      return new Finding.Refused(wantsMfa(lacking));
    }

    private String wantsMfa(List<String> lacking) {
      String wants =
          "The policies of %s allow %s with MFA only, which the broker's long-term key can't have"
              .formatted(actor, String.join(", ", lacking));
      if (!actor.equals(user.userArn())) {
        return wants + ". Let them be without for this user.";
      }
      return wants
          + (allows(lacking, true)
              ? "."
              : "; and the guard denies those calls to every session, also to one with MFA.")
          + " Give its account a management principal.";
    }

    private boolean allows(List<String> calls, boolean asSession) {
      return asked(calls, true, asSession) instanceof AwsAnswer.Answered<Simulated>(Simulated said)
          && said.allowed().containsAll(calls);
    }

    private AwsAnswer<Simulated> asked(List<String> calls, boolean mfa, boolean asSession) {
      TreeMap<String, Simulation.Value> context = new TreeMap<>();
      context.put(
          "aws:username",
          new Simulation.Value("string", actor.substring(actor.lastIndexOf('/') + 1)));
      if (mfa) {
        context.put("aws:MultiFactorAuthPresent", new Simulation.Value("boolean", "true"));
        context.put("aws:MultiFactorAuthAge", new Simulation.Value("numeric", "1"));
      }
      if (asSession) {
        context.put("aws:TokenIssueTime", GuardPolicy.issueTime(clock.now(user.partition())));
      }
      return policies.simulate(
          user.partition(), key, new Simulation(actor, calls, user.userArn(), context));
    }
  }

  private static boolean isLasting(AwsAnswer.Refused<?> refused) {
    return refused.why() != AwsRefusal.THROTTLED && refused.why() != AwsRefusal.CLOCK;
  }
}
