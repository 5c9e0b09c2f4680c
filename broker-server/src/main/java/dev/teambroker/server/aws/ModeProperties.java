package dev.teambroker.server.aws;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code broker.mode}.
 *
 * @param mode {@code production}, or {@code sandbox}, which alone may call other endpoints than
 *     AWS's own
 */
@ConfigurationProperties("broker")
record ModeProperties(@DefaultValue("production") Mode mode) {
  enum Mode {
    PRODUCTION,
    SANDBOX
  }

  boolean isSandbox() {
    return mode == Mode.SANDBOX;
  }
}
