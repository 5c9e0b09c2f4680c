package dev.teambroker.server.audit.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.protocol.AuditRecords.Line;
import dev.teambroker.server.audit.AuditEvent;
import dev.teambroker.server.audit.TestTrail;
import dev.teambroker.server.audit.verification.AuditReport;
import dev.teambroker.server.audit.verification.VerifyingExports;
import dev.teambroker.server.database.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamingTrailTest {
  private static final int BATCH = 7;

  private final TestDatabase database = TestDatabase.fresh();
  private final TestTrail trail = TestTrail.on(database);
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

  @TempDir Path folder;

  @BeforeEach
  void records() {
    appends(30);
  }

  private void appends(int count) {
    for (int i = 0; i < count; i++) {
      trail.trail().record(AuditEvent.of("test.happened").with("i", i));
    }
  }

  private StreamingTrail to(RecordSink sink) {
    return to(sink, InstantSource.system());
  }

  private StreamingTrail to(RecordSink sink, InstantSource clock) {
    return new StreamingTrail(trail.reading(), database.postgres(), sink, BATCH, clock, metrics);
  }

  private static AuditReport verified(Path file) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      return VerifyingExports.verify(lines);
    }
  }

  @AfterEach
  void close() {
    trail.close();
    database.close();
  }

  @Test
  void aFileGrowsIntoAnExportThatVerifies() throws IOException {
    Path file = folder.resolve("trail.ndjson");
    StreamingTrail stream = to(new FileSink(file));
    stream.send();
    appends(5);
    stream.send();
    AuditReport report = verified(file);
    assertThat(report.isSound()).isTrue();
    assertThat(report.lines()).contains("records: 35");
    assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
  }

  @Test
  void sendsAgainWhatMayNotHaveArrivedAndLosesNothing() {
    Unreliable receiver = new Unreliable();
    StreamingTrail stream = to(receiver);
    receiver.failsAfterTaking = 2;
    stream.send();
    assertThat(receiver.numbers()).hasSize(2 * BATCH);
    stream.send();
    assertThat(receiver.numbers()).hasSize(30 + BATCH).containsAll(numbers(30));
    stream.send();
    assertThat(receiver.numbers()).hasSize(30 + BATCH);
  }

  @Test
  void aFileTakesNoRecordTwiceAndCutsOffHalfARecord() throws IOException {
    Path file = folder.resolve("trail.ndjson");
    to(new FileSink(file)).send();
    database.ownersJdbc().sql("update broker.audit_stream set number = 3").update();
    Files.writeString(file, "{\"epoch\":1,\"num", StandardOpenOption.APPEND);
    appends(1);
    to(new FileSink(file)).send();
    assertThat(verified(file).isSound()).isTrue();
    assertThat(Files.readAllLines(file)).hasSize(31);
  }

  @Test
  void oneReplicaSendsAtATime() throws InterruptedException {
    CountDownLatch sending = new CountDownLatch(1);
    CountDownLatch finish = new CountDownLatch(1);
    Unreliable receiver = new Unreliable();
    StreamingTrail one =
        to(
            records -> {
              sending.countDown();
              await(finish);
              receiver.take(records);
            });
    Thread thread = Thread.startVirtualThread(one::send);
    sending.await();
    to(receiver).send();
    assertThat(receiver.numbers()).isEmpty();
    finish.countDown();
    thread.join();
    assertThat(receiver.numbers()).containsExactlyElementsOf(numbers(30));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aReceiverThatIsDownDelaysNoRecordAndShowsAsLag() {
    Instant later = Instant.now().plus(Duration.ofMinutes(2));
    StreamingTrail stream =
        to(
            records -> {
              throw new IOException("down");
            },
            InstantSource.fixed(later));
    stream.send();
    assertThat(metrics.get("broker.audit.stream.lag").gauge().value()).isBetween(110.0, 121.0);
    appends(1);
    assertThat(trail.reading().after(1, 30, 10)).hasSize(1);
    to(new Unreliable()).send();
  }

  @Test
  void sendsAlsoWhatNoBrokerWroteSoThatTheReceiverSeesIt() {
    database
        .ownersJdbc()
        .sql("update broker.audit_record set body = 'x' where number = 5")
        .update();
    Unreliable receiver = new Unreliable();
    to(receiver).send();
    assertThat(receiver.taken).hasSize(30);
    assertThat(receiver.taken.get(4).body()).isEqualTo("x");
  }

  @Test
  void postsJsonLinesWithTheTokenOverTrustedTls() throws Exception {
    TlsReceiver tls = TlsReceiver.in(folder);
    Path token = Files.writeString(folder.resolve("token"), "abc123\n");
    try (HttpReceiver receiver = HttpReceiver.start(tls.context())) {
      StreamSettings settings =
          new StreamSettings(
              receiver.url(), token, tls.certificate(), BATCH, Duration.ofSeconds(10));
      receiver.answers = 503;
      to(StreamConfiguration.sink(settings)).send();
      receiver.answers = 204;
      to(StreamConfiguration.sink(settings)).send();
      assertThat(receiver.authorisations).containsOnly("Bearer abc123");
      assertThat(receiver.lines.stream().distinct()).hasSize(30);
      assertThat(receiver.lines).hasSize(30 + BATCH);
    }
  }

  @Test
  void sendsNothingToAReceiverThatItDoesNotTrust() throws Exception {
    TlsReceiver tls = TlsReceiver.in(folder);
    try (HttpReceiver receiver = HttpReceiver.start(tls.context())) {
      StreamSettings settings =
          new StreamSettings(receiver.url(), null, null, BATCH, Duration.ofSeconds(10));
      to(StreamConfiguration.sink(settings)).send();
      assertThat(receiver.lines).isEmpty();
    }
  }

  @Test
  void speaksSyslogOverTls() throws Exception {
    TlsReceiver tls = TlsReceiver.in(folder);
    try (SyslogReceiver receiver = SyslogReceiver.start(tls.context())) {
      StreamSettings settings =
          new StreamSettings(
              URI.create("syslogs://localhost:" + receiver.port()),
              null,
              tls.certificate(),
              BATCH,
              Duration.ofSeconds(10));
      to(StreamConfiguration.sink(settings)).send();
      for (int number = 1; number <= 30; number++) {
        assertThat(receiver.next())
            .matches(
                "<110>1 20[0-9T:.-]+Z - broker - audit - \\{.*\"number\":" + number + ",.*\\}");
      }
    }
  }

  @Test
  void namesThePropertyThatIsNotUnderstood() {
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () ->
                new StreamSettings(
                    URI.create("http://logs.example.com/"), null, null, 1, Duration.ofSeconds(1)))
        .hasMessage(
            "broker.audit.stream.to takes file:///PATH, https://… or syslogs://HOST[:PORT]");
  }

  private static List<Long> numbers(long last) {
    return java.util.stream.LongStream.rangeClosed(1, last).boxed().toList();
  }

  /** Takes records, and says at the given batch that it hasn't. */
  private static final class Unreliable implements RecordSink {
    final List<Line> taken = new ArrayList<>();
    int failsAfterTaking;

    @Override
    public void take(List<SentRecord> records) throws IOException {
      records.forEach(record -> taken.add(record.line()));
      if (--failsAfterTaking == 0) {
        throw new IOException("the connection was lost");
      }
    }

    List<Long> numbers() {
      return taken.stream().map(Line::number).toList();
    }
  }
}
