package dev.teambroker.server.aws;

import static dev.teambroker.server.aws.Sts.text;

import java.util.List;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;

/** AWS IAM. Thread-safe. */
@Component
public class Iam {
  private final AwsCalls calls;
  private final AwsEndpoints endpoints;

  Iam(AwsCalls calls, AwsEndpoints endpoints) {
    this.calls = calls;
    this.endpoints = endpoints;
  }

  /** Puts an inline policy on a user, in place of one of that name. */
  public AwsAnswer<String> putUserPolicy(
      Partition partition, AwsKey key, String userName, String policyName, String document) {
    return calls.call(
        List.of(endpoints.iam(partition)),
        new QueryCall(AwsService.IAM, "PutUserPolicy")
            .with("UserName", userName)
            .with("PolicyName", policyName)
            .with("PolicyDocument", document),
        key,
        _ -> policyName);
  }

  /** Takes an inline policy off a user. */
  public AwsAnswer<String> deleteUserPolicy(
      Partition partition, AwsKey key, String userName, String policyName) {
    return calls.call(
        List.of(endpoints.iam(partition)),
        new QueryCall(AwsService.IAM, "DeleteUserPolicy")
            .with("UserName", userName)
            .with("PolicyName", policyName),
        key,
        _ -> policyName);
  }

  /** The user's access keys; AWS allows two. */
  public AwsAnswer<List<ListedKey>> listAccessKeys(
      Partition partition, AwsKey key, String userName) {
    return calls.call(
        List.of(endpoints.iam(partition)),
        new QueryCall(AwsService.IAM, "ListAccessKeys").with("UserName", userName),
        key,
        Iam::keys);
  }

  private static List<ListedKey> keys(XmlAnswer xml) {
    String member = "ListAccessKeysResult/AccessKeyMetadata/member/";
    List<String> ids = xml.all(member + "AccessKeyId");
    List<String> states = xml.all(member + "Status");
    if (ids.size() != states.size()
        || !xml.text("ListAccessKeysResult/IsTruncated").orElse("false").equals("false")) {
      throw new IncompleteAnswer(member + "Status");
    }
    return IntStream.range(0, ids.size())
        .mapToObj(i -> new ListedKey(ids.get(i), states.get(i).equals("Active")))
        .toList();
  }

  /** The user whose key this is; needs iam:GetUser on itself. */
  public AwsAnswer<IamUser> getUser(Partition partition, AwsKey key) {
    return user(partition, key, new QueryCall(AwsService.IAM, "GetUser"));
  }

  /** The user of that name; a session's key names none itself. */
  public AwsAnswer<IamUser> getUser(Partition partition, AwsKey key, String userName) {
    return user(
        partition, key, new QueryCall(AwsService.IAM, "GetUser").with("UserName", userName));
  }

  private AwsAnswer<IamUser> user(Partition partition, AwsKey key, QueryCall call) {
    String user = "GetUserResult/User/";
    return calls.call(
        List.of(endpoints.iam(partition)),
        call,
        key,
        xml ->
            new IamUser(
                text(xml, user + "UserName"), text(xml, user + "UserId"), text(xml, user + "Arn")));
  }
}
