package dev.teambroker.server.audit.stream;

import dev.teambroker.server.audit.ReadingTrail;
import dev.teambroker.server.database.Postgres;
import dev.teambroker.server.web.TrustedAuthorities;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Streams the trail where a receiver is configured. That is asked at each start: which beans there
 * are is found out when the server is packaged.
 */
@Configuration(proxyBeanMethods = false)
class StreamConfiguration {
  @Bean
  @Nullable StreamingTrail streamingTrail(
      StreamSettings settings,
      ReadingTrail trail,
      Postgres postgres,
      InstantSource clock,
      MeterRegistry metrics) {
    return settings.to() == null
        ? null
        : new StreamingTrail(trail, postgres, sink(settings), settings.batch(), clock, metrics);
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
    return TrustedAuthorities.of(authorities, "broker.audit.stream.authority-file");
  }
}
