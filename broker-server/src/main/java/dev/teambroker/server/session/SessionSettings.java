package dev.teambroker.server.session;

import dev.teambroker.server.web.Rate;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code broker.sessions.*}.
 *
 * @param secondFactorAge how old a member's verified code may be, for grants that don't say; 0: a
 *     code for each issue
 * @param sharedUserRate how many sessions of each shared user are asked of AWS; more is answered
 *     with 429. Each replica counts for itself
 */
@ConfigurationProperties("broker.sessions")
public record SessionSettings(
    @DefaultValue("12h") Duration secondFactorAge, @DefaultValue("600/s") Rate sharedUserRate) {
  public SessionSettings {
    if (secondFactorAge.isNegative()) {
      throw new IllegalArgumentException(
          "broker.sessions.second-factor-age takes a duration such as 12h, or 0");
    }
  }
}
