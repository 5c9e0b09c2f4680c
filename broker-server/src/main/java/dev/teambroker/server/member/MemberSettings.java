package dev.teambroker.server.member;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code broker.member.*}.
 *
 * @param invitationLifetime how long an invitation's link is valid, a minute to 30 days
 * @param confirmation whether a new device waits until its fingerprint is confirmed
 * @param firstAdmin the name that the first admin gets
 */
@ConfigurationProperties("broker.member")
public record MemberSettings(
    @DefaultValue("72h") Duration invitationLifetime,
    @DefaultValue("required") Confirmation confirmation,
    @DefaultValue("admin") String firstAdmin) {
  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofDays(30);

  /** Whether fingerprints of new devices are compared by somebody else. */
  public enum Confirmation {
    REQUIRED,
    NONE
  }

  public MemberSettings {
    if (invitationLifetime.compareTo(SHORTEST) < 0 || invitationLifetime.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "broker.member.invitation-lifetime takes a duration from 1m to 30d");
    }
    if (!Names.isName(firstAdmin)) {
      throw new IllegalArgumentException("broker.member.first-admin takes " + Names.EXPECTED);
    }
  }
}
