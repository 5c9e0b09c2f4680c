package dev.teambroker.sandbox.account;

import java.time.Instant;

/** Shows the codes of a seed, as somebody's authenticator would. */
public final class SeedReader {
  private SeedReader() {}

  public static String code(String base32Seed, Instant time) {
    return Totp.code(Base32.decode(base32Seed), Totp.step(time));
  }
}
