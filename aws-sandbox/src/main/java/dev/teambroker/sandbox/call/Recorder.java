package dev.teambroker.sandbox.call;

import dev.teambroker.sandbox.account.AccessKey;
import dev.teambroker.sandbox.account.FederatedSession;
import dev.teambroker.sandbox.account.RoleSession;
import dev.teambroker.sandbox.account.Session;
import dev.teambroker.sandbox.account.User;
import dev.teambroker.sandbox.account.UserSession;
import dev.teambroker.sandbox.account.WebIdentityUser;
import dev.teambroker.sandbox.trail.TrailEvent;
import dev.teambroker.sandbox.wire.AwsError;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Writes calls into the log, in CloudTrail's form. */
public final class Recorder {

  /** What was called: {@code sts.amazonaws.com}, {@code AssumeRole}. */
  public record Called(String source, String name, boolean readOnly) {}

  private Recorder() {}

  public static void record(Call call, Called called, Optional<AwsError> refusal) {
    Caller caller = call.caller();
    String id = UUID.randomUUID().toString();
    String region =
        called.source().startsWith("iam.")
            ? Regions.home(call.origin().region())
            : call.origin().region();
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("eventVersion", "1.08");
    content.put("userIdentity", identity(caller));
    content.put("eventTime", call.now().truncatedTo(ChronoUnit.SECONDS).toString());
    content.put("eventSource", called.source());
    content.put("eventName", called.name());
    content.put("awsRegion", region);
    content.put("sourceIPAddress", call.origin().sourceAddress());
    content.put("userAgent", call.origin().userAgent());
    refusal.ifPresent(
        error -> {
          content.put("errorCode", error.code());
          content.put("errorMessage", error.text());
        });
    content.put("requestParameters", call.event().requested());
    content.put("responseElements", refusal.isPresent() ? Map.of() : call.event().answered());
    content.put("requestID", call.origin().requestId());
    content.put("eventID", id);
    content.put("readOnly", called.readOnly());
    content.put("eventType", "AwsApiCall");
    content.put("managementEvent", true);
    content.put("recipientAccountId", caller.identity().account());
    call.environment()
        .log()
        .add(
            new TrailEvent(
                id,
                call.now(),
                called.source(),
                called.name(),
                region,
                called.readOnly(),
                Optional.of(caller.credential().id()),
                Optional.of(userName(caller)),
                call.event().resources(),
                content));
  }

  private static String userName(Caller caller) {
    return switch (caller.credential()) {
      case RoleSession session -> session.name();
      case FederatedSession session -> session.name();
      case AccessKey key -> key.user().map(User::name).orElse("root");
      case WebIdentityUser user -> user.subject();
      case UserSession session -> session.user().map(User::name).orElse("root");
    };
  }

  private static Map<String, Object> identity(Caller caller) {
    Map<String, Object> identity = new LinkedHashMap<>();
    identity.put("type", type(caller));
    identity.put("principalId", caller.identity().userId());
    identity.put("arn", caller.identity().arn());
    identity.put("accountId", caller.identity().account());
    identity.put("accessKeyId", caller.credential().id());
    if (type(caller).equals("IAMUser")) {
      identity.put("userName", userName(caller));
    }
    caller.session().ifPresent(session -> identity.put("sessionContext", context(caller, session)));
    return identity;
  }

  private static String type(Caller caller) {
    return switch (caller.credential()) {
      case RoleSession session -> "AssumedRole";
      case FederatedSession session -> "FederatedUser";
      case AccessKey key -> key.user().isPresent() ? "IAMUser" : "Root";
      case WebIdentityUser user -> "WebIdentityUser";
      case UserSession session -> session.user().isPresent() ? "IAMUser" : "Root";
    };
  }

  private static Map<String, Object> context(Caller caller, Session session) {
    Map<String, Object> context = new LinkedHashMap<>();
    switch (session) {
      case RoleSession role -> {
        context.put(
            "sessionIssuer",
            Map.of(
                "type",
                "Role",
                "principalId",
                role.role().id(),
                "arn",
                role.role().arn(),
                "accountId",
                caller.identity().account(),
                "userName",
                role.role().name()));
        role.limits().sourceIdentity().ifPresent(name -> context.put("sourceIdentity", name));
      }
      case FederatedSession federated ->
          federated
              .user()
              .ifPresent(
                  user ->
                      context.put(
                          "sessionIssuer",
                          Map.of(
                              "type",
                              "IAMUser",
                              "principalId",
                              user.id(),
                              "arn",
                              user.arn(),
                              "accountId",
                              caller.identity().account(),
                              "userName",
                              user.name())));
      case UserSession user -> {}
    }
    context.put(
        "attributes",
        Map.of(
            "creationDate",
            session.issuedAt().truncatedTo(ChronoUnit.SECONDS).toString(),
            "mfaAuthenticated",
            Boolean.toString(session.mfaAt().isPresent())));
    return context;
  }
}
