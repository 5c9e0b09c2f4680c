package dev.teambroker.sandbox.sts;

import dev.teambroker.sandbox.wire.Constraint;

/** The forms of STS's parameters, from its service model. */
final class Rules {
  private static final String NAME = "[\\w+=,.@-]*";
  private static final String TEXT =
      "[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u0085\\u00A0-\\uD7FF\\uE000-\\uFFFD]+";

  static final Constraint ROLE_ARN = new Constraint(20, 2048, TEXT);
  static final Constraint ROLE_SESSION_NAME = new Constraint(2, 64, NAME);
  static final Constraint FEDERATION_NAME = new Constraint(2, 32, NAME);
  static final Constraint SOURCE_IDENTITY = new Constraint(2, 64, NAME);
  static final Constraint EXTERNAL_ID = new Constraint(2, 1224, "[\\w+=,.@:\\/-]*");
  static final Constraint WEB_TOKEN = new Constraint(4, 20_000, "[\\s\\S]*");
  static final Constraint SERIAL_NUMBER = new Constraint(9, 256, "[\\w+=/:,.@-]*");
  static final Constraint ACCESS_KEY_ID = new Constraint(16, 128, "[\\w]*");
  static final Constraint POLICY =
      new Constraint(1, 2048, "[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+");
  static final Constraint TAG_KEY = new Constraint(1, 128, "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+");
  static final Constraint TAG_VALUE = new Constraint(0, 256, "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*");

  static final int MIN_SECONDS = 900;
  static final int HOUR = 3600;
  static final int MAX_ROLE_SECONDS = 43_200;
  static final int MAX_USER_SECONDS = 129_600;
  static final int HALF_DAY = 43_200;

  private Rules() {}
}
