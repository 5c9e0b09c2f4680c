package dev.teambroker.server.audit;

/**
 * The kinds of rows that decide who may have a session. The codes stand in MACs: never change one.
 */
public enum RowKind {
  MEMBER("member"),
  TEAM("team"),
  MEMBERSHIP("membership"),
  DEVICE("device"),
  FACTOR("factor"),
  RECOVERY_CODE("recovery-code"),
  INVITATION("invitation"),
  SIGN_IN("sign-in"),
  SHARED_USER("shared-user"),
  OWNER("owner"),
  ACCESS_KEY("access-key"),
  MFA_DEVICE("mfa-device"),
  MANAGEMENT_PRINCIPAL("management-principal"),
  GRANT("grant"),
  GRANT_CONFIRMATION("grant-confirmation"),
  RE_ENROLMENT_CONFIRMATION("re-enrolment-confirmation"),
  GUARD("guard"),
  ROTATION("rotation"),
  ROTATION_RHYTHM("rotation-rhythm"),
  SESSION_PROBE("session-probe"),
  CONSUMER("consumer"),
  CONSUMER_DELIVERY("consumer-delivery"),
  SETTING("setting");

  private final String code;

  RowKind(String code) {
    this.code = code;
  }

  /** As it stands in audit records and MACs. */
  public String code() {
    return code;
  }
}
