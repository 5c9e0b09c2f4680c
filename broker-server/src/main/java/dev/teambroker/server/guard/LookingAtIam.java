package dev.teambroker.server.guard;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.server.aws.AwsAnswer;
import dev.teambroker.server.aws.AwsClock;
import dev.teambroker.server.aws.AwsKey;
import dev.teambroker.server.aws.AwsProblems;
import dev.teambroker.server.aws.AwsRefusal;
import dev.teambroker.server.aws.Iam;
import dev.teambroker.server.aws.IamPolicies;
import dev.teambroker.server.aws.IamUser;
import dev.teambroker.server.aws.Simulation;
import dev.teambroker.server.shareduser.ActingKeys;
import dev.teambroker.server.shareduser.SharedUser;
import dev.teambroker.server.web.Outcome;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Looks at a shared user's policies in IAM, as the account's management principal or, without one,
 * as the user itself. What IAM doesn't let it see is told; no answer at all is no sight. Outside of
 * transactions. Thread-safe.
 */
@Component
class LookingAtIam {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final ActingKeys acting;
  private final LeastPolicies least;
  private final Iam iam;
  private final IamPolicies policies;
  private final AwsClock clock;

  LookingAtIam(
      ActingKeys acting, LeastPolicies least, Iam iam, IamPolicies policies, AwsClock clock) {
    this.acting = acting;
    this.least = least;
    this.iam = iam;
    this.policies = policies;
    this.clock = clock;
  }

  Outcome<Sight> look(SharedUser user) {
    return acting.with(user, key -> look(user, acting.arn(user), key));
  }

  private Outcome<Sight> look(SharedUser user, String actor, AwsKey key) {
    return switch (iam.getUser(user.partition(), key, user.userName())) {
      case AwsAnswer.Answered<IamUser>(IamUser found) when !found.userId().equals(user.userId()) ->
          Outcome.refused(
              ProblemType.CONFLICT,
              "AWS has another user of that name now ("
                  + found.userId()
                  + "), not the imported one.");
      case AwsAnswer.Answered<IamUser> _ -> new Look(user, actor, key).sight();
      case AwsAnswer<IamUser> other -> AwsProblems.of(other);
    };
  }

  /** One look, which ends at the first call that AWS doesn't answer. */
  private final class Look {
    private final SharedUser user;
    private final String actor;
    private final AwsKey key;
    private final List<String> notSeen = new ArrayList<>();

    Look(SharedUser user, String actor, AwsKey key) {
      this.user = user;
      this.actor = actor;
      this.key = key;
    }

    Outcome<Sight> sight() {
      try {
        String guardPolicy = guardPolicy();
        Optional<Set<String>> sessionsMay = sessionsMay();
        List<String> lacks = lacks();
        return Outcome.done(
            new Sight(
                finding(guardPolicy, sessionsMay),
                actor,
                guardPolicy,
                sessionsMay.orElse(Set.of()).stream().sorted().toList(),
                lacks,
                notSeen));
      } catch (NotAnswered e) {
        return e.why.of();
      }
    }

    private static GuardFinding finding(String guardPolicy, Optional<Set<String>> sessionsMay) {
      if (sessionsMay.isPresent()) {
        return sessionsMay.get().isEmpty() ? GuardFinding.IN_PLACE : GuardFinding.MISSING;
      }
      return guardPolicy.equals("same") ? GuardFinding.IN_PLACE : GuardFinding.UNKNOWN;
    }

    private String guardPolicy() {
      return switch (policies.getUserPolicy(
          user.partition(), key, user.userName(), GuardPolicy.NAME)) {
        case AwsAnswer.Answered<String>(String document) ->
            isSame(document, GuardPolicy.document(user)) ? "same" : "differs";
        case AwsAnswer.Refused<String> refused when refused.why() == AwsRefusal.NO_SUCH_ENTITY ->
            "absent";
        case AwsAnswer<String> other -> {
          denied(other, "the guard policy: the actor needs iam:GetUserPolicy");
          yield "not-readable";
        }
      };
    }

    private Optional<Set<String>> sessionsMay() {
      Set<String> may = new HashSet<>();
      for (Simulation attempt : GuardPolicy.attempts(user, clock.now(user.partition()))) {
        Optional<Set<String>> allowed = simulated(attempt, "what sessions may do");
        if (allowed.isEmpty()) {
          return Optional.empty();
        }
        may.addAll(allowed.get());
      }
      return Optional.of(may);
    }

    private List<String> lacks() {
      List<String> needed = least.keeping(user);
      TreeMap<String, Simulation.Value> context = new TreeMap<>();
      context.put(
          "aws:username",
          new Simulation.Value("string", actor.substring(actor.lastIndexOf('/') + 1)));
      return simulated(
              new Simulation(actor, needed, user.userArn(), context), "what the actor may do")
          .map(allowed -> needed.stream().filter(each -> !allowed.contains(each)).toList())
          .orElse(List.of());
    }

    private Optional<Set<String>> simulated(Simulation simulation, String what) {
      AwsAnswer<Set<String>> answer = policies.allowed(user.partition(), key, simulation);
      if (answer instanceof AwsAnswer.Answered<Set<String>>(Set<String> allowed)) {
        return Optional.of(allowed);
      }
      denied(
          answer,
          what + ": the actor needs iam:SimulatePrincipalPolicy on " + simulation.sourceArn());
      return Optional.empty();
    }

    private void denied(AwsAnswer<?> answer, String what) {
      if (!(answer instanceof AwsAnswer.Refused<?> refused) || refused.why() != AwsRefusal.DENIED) {
        throw new NotAnswered(AwsProblems.of(answer));
      }
      notSeen.add(what);
    }
  }

  private static boolean isSame(String document, String wanted) {
    try {
      return JSON.readTree(document).equals(JSON.readTree(wanted));
    } catch (JacksonException e) {
      return false;
    }
  }

  /** AWS gave no answer that tells anything. */
  private static final class NotAnswered extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Outcome.Refused<Sight> why;

    NotAnswered(Outcome<Sight> why) {
      super(null, null, false, false);
      this.why = (Outcome.Refused<Sight>) why;
    }
  }
}
