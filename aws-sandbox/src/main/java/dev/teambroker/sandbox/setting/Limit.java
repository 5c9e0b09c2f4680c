package dev.teambroker.sandbox.setting;

/** Numbers that can be set, each with AWS's value. */
public enum Limit {
  ACCESS_KEYS_PER_USER(2),
  MFA_DEVICES_PER_USER(8),
  /** How many steps of 30 s a code may be early or late. */
  MFA_DRIFT_STEPS(1),
  /** How many steps ResyncMFADevice looks through, before and after now. */
  MFA_RESYNC_STEPS(120),
  /** What the packed session policy, policy ARNs and tags may take. */
  PACKED_POLICY_BYTES(1200),
  /** Calls a second an account and region; 0 for no limit. */
  STS_CALLS_PER_SECOND(600),
  IAM_CALLS_PER_SECOND(0),
  LOOKUPS_PER_SECOND(2),
  KMS_CALLS_PER_SECOND(5_500);

  private final int initial;

  Limit(int initial) {
    this.initial = initial;
  }

  int initial() {
    return initial;
  }
}
