package dev.teambroker.server.tls;

import dev.teambroker.server.web.ServerPin;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/** The certificate in use; a successor takes over for new connections, open ones go on. */
final class ServedCertificates implements ServerPin {
  private static final Logger log = LoggerFactory.getLogger(ServedCertificates.class);
  private static final String[] SUITES = {
    "TLS_AES_128_GCM_SHA256",
    "TLS_AES_256_GCM_SHA384",
    "TLS_CHACHA20_POLY1305_SHA256",
    "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
    "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
    "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
    "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
    "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
    "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
  };

  private final CertificateSource source;
  private final SslContextFactory.Server context = new SslContextFactory.Server();
  private ServingCertificate present;

  ServedCertificates(CertificateSource source) {
    this.source = source;
    this.present = source.first();
    context.setKeyStore(present.keyStore());
    context.setKeyStorePassword(ServingCertificate.KEY_STORE_PASSWORD);
    context.setIncludeProtocols("TLSv1.3", "TLSv1.2");
    context.setIncludeCipherSuites(SUITES);
    context.setExcludeCipherSuites();
    context.setRenegotiationAllowed(false);
  }

  /** For Jetty; one and the same over all renewals. */
  SslContextFactory.Server context() {
    return context;
  }

  /** When the certificate that is served expires. */
  synchronized Instant end() {
    return present.certificate().getNotAfter().toInstant();
  }

  Duration warnBefore() {
    return source.warnBefore();
  }

  @Override
  public Optional<String> pin() {
    return source.pin();
  }

  @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT1M")
  synchronized void renewWhereDue() throws Exception {
    Optional<ServingCertificate> successor = source.successorOf(present);
    if (successor.isPresent()) {
      ServingCertificate next = successor.get();
      context.reload(factory -> factory.setKeyStore(next.keyStore()));
      present = next;
      log.info("a new certificate is served, valid until {}", next.certificate().getNotAfter());
    }
  }
}
