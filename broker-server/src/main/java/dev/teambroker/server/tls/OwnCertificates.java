package dev.teambroker.server.tls;

import dev.teambroker.protocol.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Certificates of the broker's own CA; a new one when two thirds of its time have passed. */
final class OwnCertificates implements CertificateSource {
  private final Authorities authorities;
  private final Authorities.Stored authority;
  private final List<String> names;
  private final Duration lifetime;
  private final InstantSource clock;

  OwnCertificates(
      Authorities authorities, List<String> names, Duration lifetime, InstantSource clock) {
    this.authorities = authorities;
    this.authority = authorities.findOrMake();
    this.names = List.copyOf(names);
    this.lifetime = lifetime;
    this.clock = clock;
  }

  @Override
  public ServingCertificate first() {
    try (Secret key = authorities.keyOf(authority)) {
      return authority.authority().issue(key, names, clock.instant(), lifetime);
    }
  }

  @Override
  public Optional<ServingCertificate> successorOf(ServingCertificate present) {
    Instant end = present.certificate().getNotAfter().toInstant();
    Instant due = end.minus(lifetime.dividedBy(3));
    return clock.instant().isBefore(due) ? Optional.empty() : Optional.of(first());
  }

  /** By then its successor is overdue. */
  @Override
  public Duration warnBefore() {
    return lifetime.dividedBy(6);
  }

  @Override
  public Optional<String> pin() {
    return Optional.of(authority.authority().pin());
  }
}
