package dev.teambroker.server.grant;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The limits that every kind of grant has, which the broker itself enforces.
 *
 * @param usual the duration of a request without one
 * @param longest the duration that a request may ask for
 * @param secondFactorAge how old the member's verified code may be; null: the broker's default
 * @param sourceNetworks in CIDR notation; empty: any
 * @param notBefore null: at once
 * @param notAfter null: until the grant is removed
 */
public record Limits(
    Duration usual,
    Duration longest,
    @Nullable Duration secondFactorAge,
    List<String> sourceNetworks,
    @Nullable Instant notBefore,
    @Nullable Instant notAfter) {
  public Limits {
    sourceNetworks = List.copyOf(sourceNetworks);
  }
}
