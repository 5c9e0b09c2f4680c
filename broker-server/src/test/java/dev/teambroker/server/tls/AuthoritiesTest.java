package dev.teambroker.server.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teambroker.protocol.Secret;
import dev.teambroker.server.audit.AuditEvent;
import dev.teambroker.server.database.TestDatabase;
import dev.teambroker.server.secretstore.SealBroken;
import dev.teambroker.server.secretstore.TestSecretStore;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuthoritiesTest {
  private static final Duration LIFETIME = Duration.ofDays(6);

  private final List<AuditEvent> recorded = Collections.synchronizedList(new ArrayList<>());
  private final MovableClock clock =
      new MovableClock(InstantSource.system().instant().truncatedTo(ChronoUnit.SECONDS));
  private final TestSecretStore store = new TestSecretStore();
  private TestDatabase database;

  @BeforeEach
  void start() {
    database = TestDatabase.fresh();
  }

  @AfterEach
  void stop() {
    database.close();
  }

  @Test
  void makesOneAuthorityForAllReplicasAndRecordsItOnce() throws Exception {
    List<Callable<String>> replicas =
        Collections.nCopies(6, () -> authorities().findOrMake().authority().pin());
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> pins = threads.invokeAll(replicas);
      for (Future<String> pin : pins) {
        assertThat(pin.get()).isEqualTo(pins.getFirst().get()).hasSize(43);
      }
      assertThat(recorded)
          .singleElement()
          .satisfies(
              event -> assertThat(event.attributes()).containsEntry("pin", pins.getFirst().get()));
    }
  }

  @Test
  void keepsTheAuthoritysKeySealed() {
    Authorities.Stored stored = authorities().findOrMake();

    byte[] sealed =
        database
            .jdbc()
            .sql("SELECT sealed_key FROM broker.tls_authority")
            .query(byte[].class)
            .single();
    try (Secret key = authorities().keyOf(stored)) {
      String plain = key.reveal(bytes -> new String(bytes, StandardCharsets.ISO_8859_1));
      assertThat(new String(sealed, StandardCharsets.ISO_8859_1))
          .doesNotContain(plain.substring(plain.length() - 16));
    }
  }

  @Test
  void refusesAKeyThatBelongsToAnotherAuthority() {
    authorities().findOrMake();
    CertificateAuthority foreign =
        CertificateAuthority.make(clock.instant(), (authority, key) -> {});
    database
        .ownersJdbc()
        .sql("UPDATE broker.tls_authority SET certificate = :certificate")
        .param("certificate", encoded(foreign.certificate()))
        .update();

    assertThatThrownBy(() -> certificates("localhost").first()).isInstanceOf(SealBroken.class);
  }

  @Test
  void issuesCertificatesForNamesAndAddresses() throws Exception {
    X509Certificate leaf =
        certificates("broker.example.com", "192.0.2.7", "::1").first().certificate();

    assertThat(leaf.getSubjectAlternativeNames().stream().map(name -> name.get(1).toString()))
        .containsExactly("broker.example.com", "192.0.2.7", "0:0:0:0:0:0:0:1");
    assertThat(leaf.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
    assertThat(leaf.getBasicConstraints()).as("no CA").isEqualTo(-1);
    assertThat(leaf.getNotAfter().toInstant()).isEqualTo(clock.instant().plus(LIFETIME));
  }

  @Test
  void renewsACertificateWhenTwoThirdsOfItsTimeHavePassed() {
    CertificateSource source = certificates("localhost");
    ServingCertificate first = source.first();

    clock.move(Duration.ofDays(4).minusSeconds(1));
    assertThat(source.successorOf(first)).isEmpty();
    clock.move(Duration.ofSeconds(1));
    ServingCertificate second = source.successorOf(first).orElseThrow();
    assertThat(second.certificate().getPublicKey())
        .isNotEqualTo(first.certificate().getPublicKey());
    assertThat(source.successorOf(second)).isEmpty();
  }

  private OwnCertificates certificates(String... names) {
    return new OwnCertificates(authorities(), List.of(names), LIFETIME, clock);
  }

  private Authorities authorities() {
    return new Authorities(
        database.jdbc(), database.transactions(), store.store(), recorded::add, clock);
  }

  private static byte[] encoded(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (java.security.cert.CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void startsWithACertificateThatIsValidAtOnce() {
    Instant begin = certificates("localhost").first().certificate().getNotBefore().toInstant();

    assertThat(begin).as("clients' clocks may be late").isBefore(clock.instant());
  }
}
