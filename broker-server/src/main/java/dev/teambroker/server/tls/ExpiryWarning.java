package dev.teambroker.server.tls;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/** Says in time that the certificate in use runs out: in the log once a day, and as a metric. */
final class ExpiryWarning {
  static final String METRIC = "broker.tls.certificate.remaining";
  private static final Logger log = LoggerFactory.getLogger(ExpiryWarning.class);
  private static final Duration AGAIN = Duration.ofDays(1);

  private final ServedCertificates certificates;
  private final InstantSource clock;
  private Instant warned = Instant.MIN;

  ExpiryWarning(ServedCertificates certificates, InstantSource clock, MeterRegistry metrics) {
    this.certificates = certificates;
    this.clock = clock;
    Gauge.builder(METRIC, () -> remaining().toSeconds())
        .description("seconds until the certificate that is served expires")
        .baseUnit("seconds")
        .register(metrics);
  }

  @Scheduled(fixedDelayString = "PT10M")
  synchronized void look() {
    Instant now = clock.instant();
    if (remaining().compareTo(certificates.warnBefore()) < 0 && !now.isBefore(next())) {
      log.warn("the certificate that is served expires at {}: renew it", certificates.end());
      warned = now;
    }
  }

  private Instant next() {
    return warned.equals(Instant.MIN) ? warned : warned.plus(AGAIN);
  }

  private Duration remaining() {
    return Duration.between(clock.instant(), certificates.end());
  }
}
