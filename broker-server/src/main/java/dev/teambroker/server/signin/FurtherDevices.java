package dev.teambroker.server.signin;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.server.member.Inviting;
import dev.teambroker.server.member.Link;
import dev.teambroker.server.member.Members;
import dev.teambroker.server.web.Outcome;
import org.springframework.stereotype.Component;

/**
 * A member's further device: invited from an old one right after a code, so that a stolen session
 * can't plant a device. Thread-safe.
 */
@Component
public class FurtherDevices {
  private final Inviting inviting;
  private final Members members;
  private final Freshness freshness;
  private final SignInSettings settings;

  FurtherDevices(Inviting inviting, Members members, Freshness freshness, SignInSettings settings) {
    this.inviting = inviting;
    this.members = members;
    this.freshness = freshness;
    this.settings = settings;
  }

  public Outcome<Link> invite(SignedIn who) {
    return freshness.isFresh(who, settings.codeForDevice())
        ? inviting.furtherDevice(members.find(who.member()).orElseThrow())
        : Outcome.refused(
            ProblemType.SECOND_FACTOR_REQUIRED, "A further device takes a code just verified.");
  }
}
