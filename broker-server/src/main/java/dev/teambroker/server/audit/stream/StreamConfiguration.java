package dev.teambroker.server.audit.stream;

import dev.teambroker.server.audit.ReadingTrail;
import dev.teambroker.server.database.Postgres;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.InstantSource;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Streams the trail where a receiver is configured. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("broker.audit.stream.to")
class StreamConfiguration {
  @Bean
  StreamingTrail streamingTrail(
      StreamSettings settings,
      ReadingTrail trail,
      Postgres postgres,
      InstantSource clock,
      MeterRegistry metrics) {
    return new StreamingTrail(trail, postgres, sink(settings), settings.batch(), clock, metrics);
  }

  static RecordSink sink(StreamSettings settings) {
    URI to = Objects.requireNonNull(settings.to());
    return switch (to.getScheme()) {
      case "file" -> new FileSink(Path.of(to.getPath()));
      case "syslogs" -> new SyslogSink(to, trusted(settings.authorityFile()), settings.timeout());
      default ->
          new HttpsSink(
              to,
              settings.bearerTokenFile(),
              trusted(settings.authorityFile()),
              settings.timeout());
    };
  }

  private static SSLContext trusted(@Nullable Path authorities) {
    try {
      if (authorities == null) {
        return SSLContext.getDefault();
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(keyStore(authorities));
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException(
          "broker.audit.stream.authority-file takes a file with certificates in PEM: "
              + e.getMessage(),
          e);
    }
  }

  private static KeyStore keyStore(Path authorities) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (InputStream in = Files.newInputStream(authorities)) {
      for (Certificate authority :
          CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("authority-" + store.size(), authority);
      }
    }
    return store;
  }
}
