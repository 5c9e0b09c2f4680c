package dev.teambroker.cli.signin;

import dev.teambroker.protocol.Secret;
import dev.teambroker.protocol.SignIns;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/** A running sign-in, as the keychain keeps it: a value a line. */
public final class SignIn {
  /** So that a token does not expire on its way. */
  private static final Duration MARGIN = Duration.ofSeconds(10);

  private final Secret accessToken;
  private final Instant accessExpires;
  private final Secret refreshToken;
  private final Instant codeVerified;

  private SignIn(
      Secret accessToken, Instant accessExpires, Secret refreshToken, Instant codeVerified) {
    this.accessToken = accessToken;
    this.accessExpires = accessExpires;
    this.refreshToken = refreshToken;
    this.codeVerified = codeVerified;
  }

  /** As the broker has just given it, for a code that it has just verified. */
  public static SignIn begun(SignIns.Token token, Instant now) {
    return of(token, now, now);
  }

  static SignIn of(SignIns.Token token, Instant received, Instant codeVerified) {
    Instant expires = received.plusSeconds(token.expiresInSeconds());
    return new SignIn(token.accessToken(), expires, token.refreshToken(), codeVerified);
  }

  /**
   * Reads what {@link #toSecret} wrote.
   *
   * @throws IllegalArgumentException when it is something else
   */
  static SignIn of(Secret kept) {
    return kept.reveal(
        bytes -> {
          String[] lines = new String(bytes, StandardCharsets.US_ASCII).split("\n", -1);
          if (lines.length != 4) {
            throw new IllegalArgumentException("the kept sign-in is damaged");
          }
          return new SignIn(
              Secret.of(lines[0]),
              Instant.ofEpochMilli(Long.parseLong(lines[1])),
              Secret.of(lines[2]),
              Instant.ofEpochMilli(Long.parseLong(lines[3])));
        });
  }

  public Secret toSecret() {
    return accessToken.reveal(access -> refreshToken.reveal(refresh -> lines(access, refresh)));
  }

  private Secret lines(byte[] access, byte[] refresh) {
    return Secret.of(
        new String(access, StandardCharsets.US_ASCII)
            + "\n"
            + accessExpires.toEpochMilli()
            + "\n"
            + new String(refresh, StandardCharsets.US_ASCII)
            + "\n"
            + codeVerified.toEpochMilli());
  }

  SignIn verifiedAt(Instant now) {
    return new SignIn(accessToken, accessExpires, refreshToken, now);
  }

  SignIn expired() {
    return new SignIn(accessToken, Instant.EPOCH, refreshToken, codeVerified);
  }

  boolean isUsableAt(Instant now) {
    return now.plus(MARGIN).isBefore(accessExpires);
  }

  Secret accessToken() {
    return accessToken;
  }

  Secret refreshToken() {
    return refreshToken;
  }

  Instant codeVerified() {
    return codeVerified;
  }
}
