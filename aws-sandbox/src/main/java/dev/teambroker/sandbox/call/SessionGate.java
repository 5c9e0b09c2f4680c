package dev.teambroker.sandbox.call;

import static dev.teambroker.sandbox.setting.Enforcement.FEDERATION_CALLS_NO_IAM;
import static dev.teambroker.sandbox.setting.Enforcement.FEDERATION_STS_CALLS;
import static dev.teambroker.sandbox.setting.Enforcement.SESSIONS_GET_NO_FEDERATION_TOKEN;
import static dev.teambroker.sandbox.setting.Enforcement.SESSIONS_GET_NO_SESSION_TOKEN;
import static dev.teambroker.sandbox.setting.Enforcement.SESSION_TOKEN_STS_CALLS;
import static dev.teambroker.sandbox.setting.Enforcement.SESSION_WITHOUT_MFA_CALLS_NO_IAM;

import dev.teambroker.sandbox.account.FederatedSession;
import dev.teambroker.sandbox.account.UserSession;
import dev.teambroker.sandbox.setting.Settings;
import dev.teambroker.sandbox.wire.AwsError;
import java.util.Set;

/** Which kind of session may call what, whatever its policies say. */
public final class SessionGate {
  private static final Set<String> OF_USER_SESSIONS = Set.of("AssumeRole", "GetCallerIdentity");
  private static final Set<String> OF_FEDERATIONS = Set.of("GetCallerIdentity");

  private final Settings settings;

  public SessionGate(Settings settings) {
    this.settings = settings;
  }

  /** Throws AccessDenied (STS) or InvalidClientTokenId (IAM). */
  public void check(Caller caller, String service, String operation) {
    if (caller.session().isEmpty()) {
      return;
    }
    switch (service) {
      case "sts" -> checkSts(caller, operation);
      case "iam" -> checkIam(caller);
      default -> {}
    }
  }

  private void checkSts(Caller caller, String operation) {
    AwsError refusal =
        AwsError.accessDenied("Cannot call " + operation + " with session credentials");
    settings.refuse(
        SESSIONS_GET_NO_SESSION_TOKEN, operation.equals("GetSessionToken"), () -> refusal);
    settings.refuse(
        SESSIONS_GET_NO_FEDERATION_TOKEN, operation.equals("GetFederationToken"), () -> refusal);
    settings.refuse(
        SESSION_TOKEN_STS_CALLS,
        caller.credential() instanceof UserSession
            && !issuing(operation)
            && !OF_USER_SESSIONS.contains(operation),
        () -> refusal);
    settings.refuse(
        FEDERATION_STS_CALLS,
        caller.credential() instanceof FederatedSession
            && !issuing(operation)
            && !OF_FEDERATIONS.contains(operation),
        () -> refusal);
  }

  /** Those have rules of their own, above. */
  private static boolean issuing(String operation) {
    return operation.equals("GetSessionToken") || operation.equals("GetFederationToken");
  }

  private void checkIam(Caller caller) {
    settings.refuse(
        SESSION_WITHOUT_MFA_CALLS_NO_IAM,
        caller.credential() instanceof UserSession session && session.mfaAt().isEmpty(),
        AwsError::invalidToken);
    settings.refuse(
        FEDERATION_CALLS_NO_IAM,
        caller.credential() instanceof FederatedSession,
        AwsError::invalidToken);
  }
}
