package dev.teambroker.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Enrolling a device with an invitation's link: {@code POST /v1/enrolments}, then {@code POST
 * /v1/enrolments/{id}/codes}. Both carry a DPoP proof by the new device's key and no access token.
 */
public final class Enrolments {
  private Enrolments() {}

  /** {@code POST /v1/enrolments}: who holds the invitation's code registers a device's key. */
  public static final class Start {
    private final Secret invitationCode;
    private final String deviceName;

    public Start(
        @Shape(maxLength = 128) Secret invitationCode,
        @Shape(takes = "1 to 64 printable characters", maxLength = 64) String deviceName) {
      this.invitationCode = invitationCode;
      this.deviceName = deviceName;
    }

    public Secret invitationCode() {
      return invitationCode;
    }

    public String deviceName() {
      return deviceName;
    }
  }

  /**
   * The answer. {@link #otpauthUri} holds the TOTP seed; it is missing where the member has a
   * second factor already and proves that one instead.
   */
  public static final class Started {
    private final String enrolmentId;
    private final String memberName;
    private final String deviceId;
    private final String deviceFingerprint;
    private final @Nullable Secret otpauthUri;

    public Started(
        String enrolmentId,
        String memberName,
        String deviceId,
        String deviceFingerprint,
        @Nullable Secret otpauthUri) {
      this.enrolmentId = enrolmentId;
      this.memberName = memberName;
      this.deviceId = deviceId;
      this.deviceFingerprint = deviceFingerprint;
      this.otpauthUri = otpauthUri;
    }

    public String enrolmentId() {
      return enrolmentId;
    }

    public String memberName() {
      return memberName;
    }

    public String deviceId() {
      return deviceId;
    }

    /** The device key's RFC 7638 thumbprint (SHA-256, base64url): read aloud to the confirmer. */
    public String deviceFingerprint() {
      return deviceFingerprint;
    }

    public @Nullable Secret otpauthUri() {
      return otpauthUri;
    }
  }

  /**
   * {@code POST /v1/enrolments/{id}/codes}: two consecutive codes of the new factor, or in {@code
   * first} alone one code of the factor that the member has already.
   */
  public static final class Codes {
    private final Secret first;
    private final @Nullable Secret second;

    public Codes(
        @Shape(maxLength = 64) Secret first, @Shape(maxLength = 64) @Nullable Secret second) {
      this.first = first;
      this.second = second;
    }

    public Secret first() {
      return first;
    }

    public @Nullable Secret second() {
      return second;
    }
  }

  /** The answer; the recovery codes are shown this once and are empty for a further device. */
  public static final class Finished {
    private final boolean confirmationWanted;
    private final @Nullable String confirmer;
    private final List<Secret> recoveryCodes;
    private final SignIns.@Nullable Token signIn;

    public Finished(
        boolean confirmationWanted,
        @Nullable String confirmer,
        List<Secret> recoveryCodes,
        SignIns.@Nullable Token signIn) {
      this.confirmationWanted = confirmationWanted;
      this.confirmer = confirmer;
      this.recoveryCodes = List.copyOf(recoveryCodes);
      this.signIn = signIn;
    }

    /** Whether somebody has to confirm the device's fingerprint before it can sign in. */
    public boolean confirmationWanted() {
      return confirmationWanted;
    }

    /** The name of the member who is asked to confirm. */
    public @Nullable String confirmer() {
      return confirmer;
    }

    public List<Secret> recoveryCodes() {
      return recoveryCodes;
    }

    /** A sign-in on this device, begun with the codes just verified; none while it has to wait. */
    public SignIns.@Nullable Token signIn() {
      return signIn;
    }
  }
}
