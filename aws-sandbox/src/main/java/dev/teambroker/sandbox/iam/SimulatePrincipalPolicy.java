package dev.teambroker.sandbox.iam;

import dev.teambroker.sandbox.account.IamEntity;
import dev.teambroker.sandbox.call.Call;
import dev.teambroker.sandbox.call.Operation;
import dev.teambroker.sandbox.policy.Decision;
import dev.teambroker.sandbox.policy.Question;
import dev.teambroker.sandbox.wire.AwsError;
import dev.teambroker.sandbox.wire.Parameters;
import dev.teambroker.sandbox.wire.Xml;
import java.util.List;
import java.util.Optional;

/** What the policies of a user or a role would say to actions, in a context that is given. */
final class SimulatePrincipalPolicy implements Operation {
  @Override
  public void answer(Call call, Xml result) {
    String arn = call.given().required("PolicySourceArn", Rules.ARN);
    List<String> actions = call.given().texts("ActionNames", Rules.ACTION_NAME);
    List<String> resources = call.given().texts("ResourceArns", Rules.RESOURCE_NAME);
    call.event().requested("policySourceArn", arn);
    call.authorise("iam:" + name(), arn);
    IamEntity source =
        source(call, arn)
            .orElseThrow(() -> AwsError.noSuchEntity("The entity " + arn + " cannot be found."));
    result.within(
        "EvaluationResults",
        list ->
            actions.forEach(
                action ->
                    (resources.isEmpty() ? List.of("*") : resources)
                        .forEach(resource -> write(call, source, action, resource, list))));
    result.leaf("IsTruncated", false);
  }

  private static Optional<? extends IamEntity> source(Call call, String arn) {
    String name = arn.substring(arn.lastIndexOf('/') + 1);
    Optional<? extends IamEntity> found =
        arn.contains(":role/") ? call.account().role(name) : call.account().user(name);
    return found.filter(entity -> entity.arn().equals(arn));
  }

  private static void write(Call call, IamEntity source, String action, String resource, Xml list) {
    Question question = new Question(action, resource);
    for (Parameters entry : call.given().members("ContextEntries")) {
      question.with(
          entry.required("ContextKeyName", Rules.CONTEXT_KEY),
          entry.texts("ContextKeyValues", Rules.CONTEXT_VALUE));
    }
    Decision decision = source.policies().decide(question, call.now());
    list.within(
        "member",
        xml ->
            xml.leaf("EvalActionName", action)
                .leaf("EvalResourceName", resource)
                .leaf("EvalDecision", text(decision))
                .within(
                    "MissingContextValues",
                    keys -> question.missing().forEach(key -> keys.leaf("member", key))));
  }

  private static String text(Decision decision) {
    return switch (decision) {
      case ALLOWED -> "allowed";
      case DENIED -> "explicitDeny";
      case NOT_ALLOWED -> "implicitDeny";
    };
  }

  @Override
  public boolean readOnly() {
    return true;
  }
}
