package dev.teambroker.server.member;

import dev.teambroker.protocol.Secret;
import java.time.Instant;

/** An invitation as it is handed over, this once. */
public final class Link {
  private final String memberName;
  private final Secret url;
  private final Instant expiresAt;

  Link(String memberName, Secret url, Instant expiresAt) {
    this.memberName = memberName;
    this.url = url;
    this.expiresAt = expiresAt;
  }

  public String memberName() {
    return memberName;
  }

  /** The configured public URL, the pin where there is one, and the single-use code. */
  public Secret url() {
    return url;
  }

  public Instant expiresAt() {
    return expiresAt;
  }
}
