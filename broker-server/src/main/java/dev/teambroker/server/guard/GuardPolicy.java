package dev.teambroker.server.guard;

import dev.teambroker.server.aws.Simulation;
import dev.teambroker.server.aws.Simulation.Value;
import dev.teambroker.server.shareduser.SharedUser;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.TreeMap;

/**
 * The guard: whatever isn't reading of the user is denied to its sessions. {@code
 * aws:TokenIssueTime} exists for sessions alone, so the long-term key goes on. A policy of the user
 * doesn't touch sessions of roles.
 */
final class GuardPolicy {
  static final String NAME = "team-credential-broker-guard";

  /** What IAM knows of that changes a user; a simulation takes no wildcards. */
  private static final List<String> WRITES =
      List.of(
          "iam:AttachUserPolicy",
          "iam:ChangePassword",
          "iam:CreateAccessKey",
          "iam:CreateLoginProfile",
          "iam:CreateServiceSpecificCredential",
          "iam:DeactivateMFADevice",
          "iam:DeleteAccessKey",
          "iam:DeleteLoginProfile",
          "iam:DeleteServiceSpecificCredential",
          "iam:DeleteSigningCertificate",
          "iam:DeleteSSHPublicKey",
          "iam:DeleteUser",
          "iam:DeleteUserPermissionsBoundary",
          "iam:DeleteUserPolicy",
          "iam:DetachUserPolicy",
          "iam:EnableMFADevice",
          "iam:PutUserPermissionsBoundary",
          "iam:PutUserPolicy",
          "iam:ResetServiceSpecificCredential",
          "iam:ResyncMFADevice",
          "iam:TagUser",
          "iam:UntagUser",
          "iam:UpdateAccessKey",
          "iam:UpdateLoginProfile",
          "iam:UpdateServiceSpecificCredential",
          "iam:UpdateSigningCertificate",
          "iam:UpdateSSHPublicKey",
          "iam:UpdateUser",
          "iam:UploadSigningCertificate",
          "iam:UploadSSHPublicKey");

  private static final List<String> WRITES_OF_GROUPS =
      List.of("iam:AddUserToGroup", "iam:RemoveUserFromGroup");

  private GuardPolicy() {}

  static String document(SharedUser user) {
    return """
        {
          "Version": "2012-10-17",
          "Statement": [
            {
              "Sid": "SessionsOnlyReadThisUser",
              "Effect": "Deny",
              "NotAction": ["iam:Get*", "iam:List*", "iam:Generate*", "iam:Simulate*"],
              "Resource": "%s",
              "Condition": {"Null": {"aws:TokenIssueTime": "false"}}
            },
            {
              "Sid": "SessionsChangeNoGroups",
              "Effect": "Deny",
              "Action": ["iam:AddUserToGroup", "iam:RemoveUserFromGroup"],
              "Resource": "*",
              "Condition": {"Null": {"aws:TokenIssueTime": "false"}}
            }
          ]
        }"""
        .formatted(user.userArn());
  }

  /** What tells a session from a long-term key. */
  static Value issueTime(Instant issued) {
    return new Value("date", issued.truncatedTo(ChronoUnit.SECONDS).toString());
  }

  /** Asks whether a session with MFA, issued then, may change the user. */
  static List<Simulation> attempts(SharedUser user, Instant issued) {
    TreeMap<String, Value> session = new TreeMap<>();
    session.put("aws:TokenIssueTime", issueTime(issued));
    session.put("aws:MultiFactorAuthPresent", new Value("boolean", "true"));
    session.put("aws:username", new Value("string", user.userName()));
    String groups = "arn:" + user.partition().code() + ":iam::" + user.account() + ":group/*";
    return List.of(
        new Simulation(user.userArn(), WRITES, user.userArn(), session),
        new Simulation(user.userArn(), WRITES_OF_GROUPS, groups, session));
  }
}
