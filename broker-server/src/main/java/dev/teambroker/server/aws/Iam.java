package dev.teambroker.server.aws;

import static dev.teambroker.server.aws.Sts.instant;
import static dev.teambroker.server.aws.Sts.secret;
import static dev.teambroker.server.aws.Sts.text;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
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
    List<String> created = xml.all(member + "CreateDate");
    if (ids.size() != states.size()
        || ids.size() != created.size()
        || !xml.text("ListAccessKeysResult/IsTruncated").orElse("false").equals("false")) {
      throw new IncompleteAnswer(member + "Status");
    }
    return IntStream.range(0, ids.size())
        .mapToObj(i -> new ListedKey(ids.get(i), states.get(i).equals("Active"), created.get(i)))
        .toList();
  }

  /**
   * A further key of the user. It is sent once; CloudTrail tells by the mark who made the key.
   *
   * @param maySend asked once the call is signed
   */
  public AwsAnswer<MadeKey> createAccessKey(
      Partition partition, AwsKey key, String userName, String mark, BooleanSupplier maySend) {
    String made = "CreateAccessKeyResult/AccessKey/";
    return calls.once(
        endpoints.iam(partition),
        new QueryCall(AwsService.IAM, "CreateAccessKey").with("UserName", userName).marked(mark),
        key,
        maySend,
        xml -> new MadeKey(text(xml, made + "AccessKeyId"), secret(xml, made + "SecretAccessKey")));
  }

  /** Switches a key on or off; sent once. */
  public AwsAnswer<String> updateAccessKey(
      Partition partition,
      AwsKey key,
      String userName,
      String accessKeyId,
      boolean active,
      BooleanSupplier maySend) {
    return calls.once(
        endpoints.iam(partition),
        new QueryCall(AwsService.IAM, "UpdateAccessKey")
            .with("UserName", userName)
            .with("AccessKeyId", accessKeyId)
            .with("Status", active ? "Active" : "Inactive"),
        key,
        maySend,
        _ -> accessKeyId);
  }

  /** Ends a key for good; sent once. */
  public AwsAnswer<String> deleteAccessKey(
      Partition partition,
      AwsKey key,
      String userName,
      String accessKeyId,
      BooleanSupplier maySend) {
    return calls.once(
        endpoints.iam(partition),
        new QueryCall(AwsService.IAM, "DeleteAccessKey")
            .with("UserName", userName)
            .with("AccessKeyId", accessKeyId),
        key,
        maySend,
        _ -> accessKeyId);
  }

  /** The key's last use that AWS has noted; empty where it has noted none. */
  public AwsAnswer<Optional<LastUse>> accessKeyLastUsed(
      Partition partition, AwsKey key, String accessKeyId) {
    String used = "GetAccessKeyLastUsedResult/AccessKeyLastUsed/";
    return calls.call(
        List.of(endpoints.iam(partition)),
        new QueryCall(AwsService.IAM, "GetAccessKeyLastUsed").with("AccessKeyId", accessKeyId),
        key,
        xml ->
            "N/A".equals(text(xml, used + "ServiceName"))
                ? Optional.empty()
                : Optional.of(
                    new LastUse(
                        instant(xml, used + "LastUsedDate"),
                        text(xml, used + "ServiceName"),
                        text(xml, used + "Region"))));
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
