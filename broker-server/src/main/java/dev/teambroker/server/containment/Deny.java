package dev.teambroker.server.containment;

import dev.teambroker.server.shareduser.SharedUserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The deny on a shared user's sessions, as far as it came.
 *
 * @param issuedBefore the sessions that it is for
 * @param detail why it is so, for the one who asked
 */
record Deny(
    SharedUserId sharedUser,
    DenyState state,
    @Nullable Instant issuedBefore,
    @Nullable String detail) {}
