package dev.teambroker.server.grant;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a member asks for.
 *
 * @param role may be missing where a grant has one role alone
 * @param duration null: the grant's
 * @param sessionPolicy narrows the grant's
 */
public record Wanted(
    SessionKind kind,
    @Nullable String role,
    @Nullable Duration duration,
    @Nullable String sessionPolicy) {}
