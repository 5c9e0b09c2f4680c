package dev.teambroker.server.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.teambroker.server.database.StartRefused;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A certificate that somebody else renews. */
class CertificateFilesTest {
  private static final Duration LIFETIME = Duration.ofDays(90);

  @TempDir private Path folder;
  private final MovableClock clock =
      new MovableClock(InstantSource.system().instant().truncatedTo(ChronoUnit.SECONDS));
  private PemFiles files;

  @BeforeEach
  void write() {
    files = PemFiles.in(folder, clock.instant(), LIFETIME);
  }

  @Test
  void servesTheCertificateWithItsChainAndWithoutAPin() {
    ServingCertificate served = source().first();

    assertThat(served.certificate()).isEqualTo(files.certificate());
    assertThat(source().pin()).isEmpty();
    assertThat(source().successorOf(served)).as("as long as the file is the same").isEmpty();
  }

  @Test
  void takesTheKeyInTheFormOfEitherTool() throws Exception {
    assertThat(Files.readString(files.key())).contains("BEGIN PRIVATE KEY");
    assertThat(source().first().certificate()).isEqualTo(files.certificate());
    files.writeKeyAsOpenSslMakesIt();
    assertThat(Files.readString(files.key())).contains("BEGIN EC PRIVATE KEY");
    assertThat(source().first().certificate()).isEqualTo(files.certificate());
  }

  @Test
  void servesItsSuccessorWithoutARestart() throws Exception {
    ServedCertificates served = new ServedCertificates(source());
    clock.move(Duration.ofDays(60));
    PemFiles successor = PemFiles.in(folder, clock.instant(), LIFETIME);

    served.renewWhereDue();

    assertThat(served.end()).isEqualTo(successor.certificate().getNotAfter().toInstant());
  }

  @Test
  void servesThePresentOneWhileTheFilesAreBeingReplaced() throws Exception {
    CertificateSource source = source();
    ServingCertificate present = source.first();
    byte[] oldKey = Files.readAllBytes(files.key());
    PemFiles successor = PemFiles.in(folder, clock.instant().plusSeconds(60), LIFETIME);
    byte[] newKey = Files.readAllBytes(successor.key());

    Files.write(files.key(), oldKey);
    assertThat(source.successorOf(present)).as("the key is not here yet").isEmpty();
    Files.write(files.key(), newKey);
    assertThat(source.successorOf(present).orElseThrow().certificate())
        .isEqualTo(successor.certificate());
  }

  @Test
  void refusesACertificateThatHasExpired() {
    clock.move(LIFETIME.plusDays(1));
    refused("broker.tls.certificate-file: ", "it expired at ");
  }

  @Test
  void refusesAKeyOfAnotherCertificate() throws Exception {
    byte[] foreign = Files.readAllBytes(files.key());
    PemFiles.in(folder, clock.instant(), LIFETIME);
    Files.write(files.key(), foreign);
    refused("broker.tls.private-key-file: ", "it is not the key of " + files.chain());
  }

  @Test
  void refusesAKeyThatOthersMayRead() throws Exception {
    Files.setPosixFilePermissions(files.key(), PosixFilePermissions.fromString("rw-r--r--"));
    refused("broker.tls.private-key-file: ", "others may read it: chmod 600 it");
  }

  @Test
  void refusesFilesThatHoldSomethingElse() throws Exception {
    Files.writeString(files.key(), "no key");
    refused("broker.tls.private-key-file: ", "it holds no private key in plain PEM");
    Files.writeString(files.chain(), "");
    refused("broker.tls.certificate-file: ", "it holds no certificate in PEM");
    Files.delete(files.chain());
    refused("broker.tls.certificate-file: ", "NoSuchFile");
  }

  @Test
  void warnsOnceADayBeforeItExpiresAndTellsTheTimeLeft() {
    SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    ExpiryWarning warning = new ExpiryWarning(new ServedCertificates(source()), clock, metrics);
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    Logger logger = (Logger) LoggerFactory.getLogger(ExpiryWarning.class);
    logger.addAppender(log);
    try {
      warning.look();
      assertThat(log.list).isEmpty();
      assertThat(metrics.get(ExpiryWarning.METRIC).gauge().value())
          .isEqualTo((double) LIFETIME.toSeconds());

      clock.move(LIFETIME.minusDays(13));
      warning.look();
      warning.look();
      assertThat(log.list)
          .singleElement()
          .asString()
          .contains("the certificate that is served expires at");
      clock.move(Duration.ofDays(1));
      warning.look();
      assertThat(log.list).hasSize(2);
      assertThat(metrics.get(ExpiryWarning.METRIC).gauge().value())
          .isEqualTo((double) Duration.ofDays(12).toSeconds());
    } finally {
      logger.detachAppender(log);
    }
  }

  private void refused(String... words) {
    assertThatThrownBy(() -> source().first())
        .isInstanceOf(StartRefused.class)
        .hasMessageContainingAll(words);
  }

  private CertificateFiles source() {
    return new CertificateFiles(files.chain(), files.key(), Duration.ofDays(14), clock);
  }
}
