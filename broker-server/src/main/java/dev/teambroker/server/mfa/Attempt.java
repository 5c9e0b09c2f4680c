package dev.teambroker.server.mfa;

import dev.teambroker.server.audit.ProofUse;
import dev.teambroker.server.member.Device;
import dev.teambroker.server.member.Member;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An attempt at a code.
 *
 * @param factorId the factor that the code is of; null for a recovery code
 * @param proof of the device's key, which is used up with the attempt; null where it is already
 */
record Attempt(
    Member member,
    Device device,
    @Nullable String factorId,
    @Nullable ProofUse proof,
    Instant at) {}
