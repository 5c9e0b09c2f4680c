package dev.teambroker.server.grant;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Under which a member asks.
 *
 * @param sourceAddress null where it isn't known
 * @param verifiedWithin whether a code of the member was verified within the given age
 * @param usualSecondFactorAge for grants without one of their own
 */
public record Circumstances(
    Instant now,
    @Nullable String sourceAddress,
    Predicate<Duration> verifiedWithin,
    Duration usualSecondFactorAge) {}
