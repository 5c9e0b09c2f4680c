package dev.teambroker.protocol;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Signing in. {@code POST /v1/token} is an OAuth 2.0 token endpoint (RFC 6749): a form with {@code
 * grant_type} {@link #DEVICE_GRANT} and {@code code} (the TOTP code), or {@code refresh_token} and
 * {@code refresh_token}; always with a DPoP proof (RFC 9449) by the device's key, which is what
 * says which device asks. {@code POST /v1/second-factor} verifies a further code for the running
 * sign-in, {@code DELETE /v1/sign-in} ends it, {@code GET /v1/me} tells who is signed in.
 */
public final class SignIns {
  /** The {@code grant_type} of a sign-in by device key and TOTP code. */
  public static final String DEVICE_GRANT = "urn:broker:grant-type:device-totp";

  private SignIns() {}

  /**
   * RFC 6749 §5.1, with JSON names of that RFC: {@code access_token}, {@code token_type} ({@code
   * DPoP}), {@code expires_in} (seconds), {@code refresh_token}.
   */
  public static final class Token {
    private final Secret accessToken;
    private final long expiresInSeconds;
    private final Secret refreshToken;

    public Token(Secret accessToken, long expiresInSeconds, Secret refreshToken) {
      this.accessToken = accessToken;
      this.expiresInSeconds = expiresInSeconds;
      this.refreshToken = refreshToken;
    }

    public Secret accessToken() {
      return accessToken;
    }

    public long expiresInSeconds() {
      return expiresInSeconds;
    }

    public Secret refreshToken() {
      return refreshToken;
    }
  }

  /** {@code POST /v1/second-factor}. */
  public static final class Code {
    private final Secret code;

    public Code(@Shape(maxLength = 64) Secret code) {
      this.code = code;
    }

    public Secret code() {
      return code;
    }
  }

  /**
   * {@code GET /v1/me}.
   *
   * @param roles of {@code admin}, {@code auditor}; every member is a member
   * @param secondFactorVerifiedAt for this sign-in on this device, if it was
   */
  public record Me(
      String memberId,
      String memberName,
      @Shape(oneOf = {"admin", "auditor"}) java.util.List<String> roles,
      java.util.List<String> teams,
      String deviceId,
      String deviceName,
      @Nullable Instant secondFactorVerifiedAt) {}

  /**
   * {@code POST /v1/second-factor/recovery}: a recovery code begins a new enrolment of the factor.
   */
  public static final class Recovery {
    private final Secret recoveryCode;

    public Recovery(@Shape(maxLength = 128) Secret recoveryCode) {
      this.recoveryCode = recoveryCode;
    }

    public Secret recoveryCode() {
      return recoveryCode;
    }
  }
}
