package dev.teambroker.server.aws;

import static dev.teambroker.server.aws.Sts.text;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What IAM's policies say. It changes none. Thread-safe. */
@Component
public class IamPolicies {
  private final AwsCalls calls;
  private final AwsEndpoints endpoints;

  IamPolicies(AwsCalls calls, AwsEndpoints endpoints) {
    this.calls = calls;
    this.endpoints = endpoints;
  }

  /** The text of a user's inline policy of that name. */
  public AwsAnswer<String> getUserPolicy(
      Partition partition, AwsKey key, String userName, String policyName) {
    return calls.call(
        List.of(endpoints.iam(partition)),
        new QueryCall(AwsService.IAM, "GetUserPolicy")
            .with("UserName", userName)
            .with("PolicyName", policyName),
        key,
        IamPolicies::document);
  }

  private static String document(XmlAnswer xml) {
    String path = "GetUserPolicyResult/PolicyDocument";
    try {
      return URLDecoder.decode(text(xml, path).replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new IncompleteAnswer(path);
    }
  }

  /** Which of the actions a user's or role's policies, all together, allow there. */
  public AwsAnswer<Set<String>> allowed(Partition partition, AwsKey key, Simulation simulated) {
    return simulate(partition, key, simulated).map(Simulated::allowed);
  }

  /** The same, with what the policies would have to know as well. */
  public AwsAnswer<Simulated> simulate(Partition partition, AwsKey key, Simulation simulated) {
    QueryCall call =
        new QueryCall(AwsService.IAM, "SimulatePrincipalPolicy")
            .with("PolicySourceArn", simulated.sourceArn())
            .with("ResourceArns.member.1", simulated.resource())
            .with("MaxItems", "1000");
    List<String> actions = simulated.actions();
    for (int i = 0; i < actions.size(); i++) {
      call.with("ActionNames.member." + (i + 1), actions.get(i));
    }
    int number = 0;
    for (Map.Entry<String, Simulation.Value> entry : simulated.context().entrySet()) {
      String member = "ContextEntries.member." + ++number;
      call.with(member + ".ContextKeyName", entry.getKey())
          .with(member + ".ContextKeyType", entry.getValue().type())
          .with(member + ".ContextKeyValues.member.1", entry.getValue().text());
    }
    return calls.call(
        List.of(endpoints.iam(partition)), call, key, xml -> simulated(xml, Set.copyOf(actions)));
  }

  /** AWS has to have decided each of the actions. */
  private static Simulated simulated(XmlAnswer xml, Set<String> asked) {
    String result = "SimulatePrincipalPolicyResult/";
    String member = result + "EvaluationResults/member/";
    List<String> actions = xml.all(member + "EvalActionName");
    List<String> decisions = xml.all(member + "EvalDecision");
    if (actions.size() != decisions.size()
        || !Set.copyOf(actions).equals(asked)
        || !xml.text(result + "IsTruncated").orElse("false").equals("false")) {
      throw new IncompleteAnswer(member + "EvalDecision");
    }
    return new Simulated(
        IntStream.range(0, actions.size())
            .filter(i -> decisions.get(i).equals("allowed"))
            .mapToObj(actions::get)
            .collect(Collectors.toSet()),
        Stream.of(member, member + "ResourceSpecificResults/member/")
            .flatMap(place -> xml.all(place + "MissingContextValues/member").stream())
            .collect(Collectors.toSet()));
  }
}
