package dev.teambroker.server.grant;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether AWS is given a code of the user's MFA device. */
public enum AwsMfa {
  REQUIRED,
  NONE;

  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<AwsMfa> ofCode(String code) {
    return Stream.of(values()).filter(one -> one.code().equals(code)).findFirst();
  }
}
