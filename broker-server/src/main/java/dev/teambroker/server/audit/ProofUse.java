package dev.teambroker.server.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;

/**
 * The single use of a DPoP proof (RFC 9449, section 11.1).
 *
 * @param thumbprint of the key that signed it
 * @param jti the proof's own id, as the client chose it
 * @param expiresAt when the proof would be refused for its age anyway
 */
public record ProofUse(String thumbprint, String jti, Instant expiresAt) {
  /** What the table of used proofs holds: 32 bytes, whatever a client sends. */
  public byte[] digest() {
    MessageDigest sha256 = Chain.sha256();
    sha256.update(thumbprint.getBytes(StandardCharsets.UTF_8));
    sha256.update((byte) 0);
    return sha256.digest(jti.getBytes(StandardCharsets.UTF_8));
  }
}
