package dev.teambroker.sandbox.iam;

import dev.teambroker.sandbox.wire.Constraint;

/** The forms of IAM's parameters, from its service model. */
final class Rules {
  private static final String NAME = "[\\w+=,.@-]+";

  static final Constraint USER_NAME = new Constraint(1, 128, NAME);
  static final Constraint ROLE_NAME = new Constraint(1, 64, NAME);
  static final Constraint POLICY_NAME = new Constraint(1, 128, NAME);
  static final Constraint POLICY_DOCUMENT =
      new Constraint(1, 131_072, "[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+");
  static final Constraint ACCESS_KEY_ID = new Constraint(16, 128, "[\\w]+");
  static final Constraint SERIAL_NUMBER = new Constraint(9, 256, "[\\w+=/:,.@-]+");
  static final Constraint DEVICE_NAME = new Constraint(1, 226, NAME);
  static final Constraint CODE = new Constraint(6, 6, "[0-9]+");
  static final Constraint ARN = new Constraint(20, 2048, "(?s).*");
  static final Constraint ACTION_NAME = new Constraint(3, 128, "[\\w-]+:[\\w-]+");
  static final Constraint RESOURCE_NAME = new Constraint(1, 2048, "(?s).*");
  static final Constraint CONTEXT_KEY = new Constraint(5, 256, "(?s).*");
  static final Constraint CONTEXT_VALUE = new Constraint(0, 2048, "(?s).*");

  private Rules() {}
}
