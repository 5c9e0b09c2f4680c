package dev.teambroker.server.tls;

import dev.teambroker.server.web.Part;
import java.nio.file.Path;
import java.time.InstantSource;
import org.springframework.stereotype.Component;

/** Whether the configured certificate can be served. */
@Component
final class CertificatePart implements Part {
  private final TlsSettings tls;
  private final InstantSource clock;

  CertificatePart(TlsSettings tls, InstantSource clock) {
    this.tls = tls;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "broker.tls";
  }

  @Override
  public String look() {
    Path certificate = tls.certificateFile();
    Path privateKey = tls.privateKeyFile();
    if (certificate == null || privateKey == null) {
      return "a certificate of the broker's own CA";
    }
    return "%s, valid until %s"
        .formatted(
            certificate,
            new CertificateFiles(certificate, privateKey, tls.warnBefore(), clock)
                .first()
                .certificate()
                .getNotAfter()
                .toInstant());
  }
}
