package dev.teambroker.server.session;

import dev.teambroker.server.member.Member;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A member's name as AWS takes it. A name that fits stands as it is; a longer one is cut and ends
 * in {@code =} and a hash of the member's id. Members' names hold no {@code =}, so two members
 * never share a session name.
 */
final class SessionNames {
  /** RoleSessionName and SourceIdentity: 2 to 64 characters. */
  private static final int OF_ROLE = 64;

  /** GetFederationToken's Name: 2 to 32 characters. */
  private static final int OF_FEDERATION = 32;

  private static final int HASH = 12;

  private SessionNames() {}

  static String ofRole(Member member) {
    return fitting(member, OF_ROLE);
  }

  static String ofFederation(Member member) {
    return fitting(member, OF_FEDERATION);
  }

  private static String fitting(Member member, int longest) {
    String name = member.name();
    return name.length() >= 2 && name.length() <= longest
        ? name
        : name.substring(0, Math.min(name.length(), longest - HASH - 1))
            + "="
            + hash(member.id()).substring(0, HASH);
  }

  private static String hash(String id) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
