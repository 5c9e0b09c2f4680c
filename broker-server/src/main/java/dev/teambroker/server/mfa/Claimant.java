package dev.teambroker.server.mfa;

import dev.teambroker.server.member.Device;
import dev.teambroker.server.member.Member;
import java.util.Optional;

/** Who claims to have the member's second factor, and the factor, as the rows say now. */
public final class Claimant {
  private final Member member;
  private final Device device;
  private final Optional<Factor> factor;

  Claimant(Member member, Device device, Optional<Factor> factor) {
    this.member = member;
    this.device = device;
    this.factor = factor;
  }

  Member member() {
    return member;
  }

  Device device() {
    return device;
  }

  Optional<Factor> factor() {
    return factor;
  }
}
