package dev.teambroker.server.guard;

import dev.teambroker.protocol.Guards.Policy;
import dev.teambroker.server.grant.Grant;
import dev.teambroker.server.grant.Grants;
import dev.teambroker.server.grant.SessionKind;
import dev.teambroker.server.grant.Terms;
import dev.teambroker.server.shareduser.ManagementKeys;
import dev.teambroker.server.shareduser.SharedUser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The least that IAM has to allow: to the shared user, for what is granted of it; and to what keeps
 * it, the account's management principal or, without one, the user itself. Thread-safe.
 */
@Component
public class LeastPolicies {
  private static final JsonMapper JSON = JsonMapper.shared();

  /** Of whoever keeps the user's keys, on the user. */
  private static final List<String> KEEPING =
      List.of(
          "iam:GetUser",
          "iam:CreateAccessKey",
          "iam:DeleteAccessKey",
          "iam:UpdateAccessKey",
          "iam:ListAccessKeys",
          "iam:GetAccessKeyLastUsed",
          "iam:GetUserPolicy",
          "iam:SimulatePrincipalPolicy");

  /** The same of a management principal, which also denies sessions when something has leaked. */
  private static final List<String> CONTAINING =
      List.of("iam:PutUserPolicy", "iam:DeleteUserPolicy");

  private final Grants grants;
  private final ManagementKeys management;

  LeastPolicies(Grants grants, ManagementKeys management) {
    this.grants = grants;
    this.management = management;
  }

  /** For the user, the guard, and the management principal, whether there is one yet or not. */
  public List<Policy> of(SharedUser user) {
    Optional<String> principal = management.arn(user.account());
    return List.of(
        new Policy(
            "shared-user",
            "team-credential-broker",
            user.userArn(),
            document(ofUser(user, principal.isEmpty()))),
        new Policy("guard", GuardPolicy.NAME, user.userArn(), GuardPolicy.document(user)),
        new Policy(
            "management-principal",
            "team-credential-broker-" + user.name(),
            principal.orElse(null),
            document(ofPrincipal(user, principal))));
  }

  /** What the broker has to be allowed on the user, by whom it acts as. */
  List<String> keeping(SharedUser user) {
    return management.has(user.account())
        ? Stream.concat(KEEPING.stream(), CONTAINING.stream()).toList()
        : KEEPING;
  }

  private List<SequencedMap<String, Object>> ofUser(SharedUser user, boolean keepsItself) {
    List<SequencedMap<String, Object>> statements = new ArrayList<>();
    statements.add(
        allow("OwnUser", keepsItself ? KEEPING : List.of("iam:GetUser"), user.userArn()));
    if (keepsItself) {
      statements.add(whoMadeWhichKey());
    }
    List<Grant> granted = grants.of(user.sharedUserId());
    List<String> roles =
        granted.stream()
            .flatMap(grant -> grant.terms().grantedRoles().stream())
            .distinct()
            .toList();
    if (!roles.isEmpty()) {
      statements.add(
          allow(
              "GrantedRoles",
              List.of("sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"),
              roles));
    }
    if (granted.stream()
        .map(Grant::terms)
        .map(Terms::kind)
        .anyMatch(SessionKind.FEDERATION::equals)) {
      statements.add(
          allow(
              "Federation",
              List.of("sts:GetFederationToken", "sts:TagSession"),
              "arn:%s:sts::%s:federated-user/*"
                  .formatted(user.partition().code(), user.account())));
    }
    return statements;
  }

  private static List<SequencedMap<String, Object>> ofPrincipal(
      SharedUser user, Optional<String> principal) {
    List<SequencedMap<String, Object>> statements = new ArrayList<>();
    statements.add(
        allow(
            "SharedUser",
            Stream.concat(KEEPING.stream(), CONTAINING.stream()).toList(),
            user.userArn()));
    principal.ifPresent(
        arn -> statements.add(allow("Itself", List.of("iam:SimulatePrincipalPolicy"), arn)));
    statements.add(whoMadeWhichKey());
    return statements;
  }

  /** CloudTrail takes no narrower resource. */
  private static SequencedMap<String, Object> whoMadeWhichKey() {
    return allow("WhoMadeWhichKey", List.of("cloudtrail:LookupEvents"), "*");
  }

  private static SequencedMap<String, Object> allow(
      String sid, List<String> actions, Object resource) {
    SequencedMap<String, Object> statement = new LinkedHashMap<>();
    statement.put("Sid", sid);
    statement.put("Effect", "Allow");
    statement.put("Action", actions);
    statement.put("Resource", resource);
    return statement;
  }

  private static String document(List<SequencedMap<String, Object>> statements) {
    SequencedMap<String, Object> document = new LinkedHashMap<>();
    document.put("Version", "2012-10-17");
    document.put("Statement", statements);
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document);
  }
}
