package dev.teambroker.server.session;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code broker.sessions.*}.
 *
 * @param secondFactorAge how old a member's verified code may be, for grants that don't say; 0: a
 *     code for each issue
 */
@ConfigurationProperties("broker.sessions")
public record SessionSettings(@DefaultValue("12h") Duration secondFactorAge) {
  public SessionSettings {
    if (secondFactorAge.isNegative()) {
      throw new IllegalArgumentException(
          "broker.sessions.second-factor-age takes a duration such as 12h, or 0");
    }
  }
}
