package dev.teambroker.server.tls;

import dev.teambroker.server.audit.AuditTrail;
import dev.teambroker.server.secretstore.SecretStore;
import dev.teambroker.server.web.BrokerSettings;
import dev.teambroker.server.web.WebSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
@EnableScheduling
class TlsConfiguration {
  private static final List<String> LOCAL = List.of("localhost", "127.0.0.1", "::1");

  @Bean
  CertificateSource certificateSource(
      TlsSettings tls,
      BrokerSettings broker,
      InstantSource clock,
      ObjectProvider<Authorities> authorities) {
    Path certificate = tls.certificateFile();
    Path privateKey = tls.privateKeyFile();
    return certificate != null && privateKey != null
        ? new CertificateFiles(certificate, privateKey, tls.warnBefore(), clock)
        : new OwnCertificates(
            authorities.getObject(), names(tls, broker), tls.certificateLifetime(), clock);
  }

  @Bean
  @Lazy
  Authorities authorities(
      JdbcClient jdbc,
      PlatformTransactionManager transactions,
      SecretStore store,
      AuditTrail trail,
      InstantSource clock) {
    return new Authorities(
        jdbc, new TransactionTemplate(transactions), store, trail::append, clock);
  }

  @Bean
  ServedCertificates servedCertificates(CertificateSource source) {
    return new ServedCertificates(source);
  }

  @Bean
  ExpiryWarning expiryWarning(
      ServedCertificates certificates, InstantSource clock, MeterRegistry metrics) {
    return new ExpiryWarning(certificates, clock, metrics);
  }

  @Bean
  TlsListener tlsListener(ServedCertificates certificates, WebSettings web) {
    return new TlsListener(certificates, web);
  }

  private static List<String> names(TlsSettings tls, BrokerSettings broker) {
    var names = new LinkedHashSet<String>(tls.names());
    URI publicUrl = broker.publicUrl();
    if (publicUrl != null) {
      names.add(publicUrl.getHost().replaceAll("[\\[\\]]", ""));
    }
    names.addAll(LOCAL);
    return new ArrayList<>(names);
  }
}
