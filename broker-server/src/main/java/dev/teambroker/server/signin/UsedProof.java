package dev.teambroker.server.signin;

import java.time.Instant;

/**
 * A DPoP proof's identity (RFC 9449): used once, whichever replica sees it.
 *
 * @param jkt the thumbprint of the key that signed it
 * @param jti the identifier its maker gave it
 * @param expiresAt until when it has to be remembered
 */
public record UsedProof(String jkt, String jti, Instant expiresAt) {}
