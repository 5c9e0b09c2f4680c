package dev.teambroker.server.tls;

import java.time.Duration;
import java.util.Optional;

/** Where the serving certificate comes from. */
interface CertificateSource {
  /** The certificate to start with. */
  ServingCertificate first();

  /** The one to go on with, where the present one is to be replaced now. */
  Optional<ServingCertificate> successorOf(ServingCertificate present);

  /** How long before its end a certificate in use is worth a warning: it should be replaced. */
  Duration warnBefore();

  /** The pin that clients know it by, unless its CA is a public or a company's one. */
  Optional<String> pin();
}
