package dev.teambroker.server.audit.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teambroker.server.audit.Chain;
import dev.teambroker.server.audit.checkpoint.HttpsSettings.Method;
import dev.teambroker.server.audit.stream.TlsReceiver;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointAddressTest {
  private static final Checkpoint CHECKPOINT =
      Checkpoint.of(new Chain(1, 7, "0".repeat(64)), Instant.EPOCH, new TestCheckpointKey());

  @TempDir private Path folder;
  private TlsReceiver tls;
  private KeepingServer server;

  @BeforeEach
  void start() throws Exception {
    tls = TlsReceiver.in(folder);
    server = KeepingServer.start(tls.context());
    Files.writeString(folder.resolve("token"), "the-token\n");
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void sendsTheLineWithTheTokenAndReadsItBack() throws IOException {
    CheckpointAddress address = new CheckpointAddress(settings(Method.POST, null));
    assertThat(address.newest()).isEmpty();
    address.keep(CHECKPOINT);
    assertThat(address.newest()).containsExactly(CHECKPOINT.line());
    assertThat(server.asked)
        .containsExactly("GET Bearer the-token", "POST Bearer the-token", "GET Bearer the-token");
  }

  @Test
  void putsWhereThatIsAskedForAndReadsNothingWhereNothingCanBeRead() throws IOException {
    CheckpointAddress address = new CheckpointAddress(settings(Method.PUT, URI.create("none")));
    assertThat(address.canBeRead()).isFalse();
    address.keep(CHECKPOINT);
    assertThat(server.asked).containsExactly("PUT Bearer the-token");
  }

  @Test
  void takesARefusalForAFailureAndNotForNothingKept() {
    CheckpointAddress address = new CheckpointAddress(settings(Method.POST, null));
    server.fails = 401;
    assertThatThrownBy(() -> address.keep(CHECKPOINT)).isInstanceOf(IOException.class);
    assertThatThrownBy(address::newest).isInstanceOf(IOException.class).hasMessageContaining("401");
    server.fails = 302;
    assertThatThrownBy(() -> address.keep(CHECKPOINT)).isInstanceOf(IOException.class);
  }

  @Test
  void trustsNoOtherAuthority() {
    HttpsSettings ofTheJdk =
        new HttpsSettings(server.url(), Method.POST, null, null, null, Duration.ofSeconds(5));
    assertThatThrownBy(() -> new CheckpointAddress(ofTheJdk).keep(CHECKPOINT))
        .isInstanceOf(IOException.class);
    assertThat(server.asked).isEmpty();
  }

  private HttpsSettings settings(Method method, @Nullable URI readUrl) {
    return new HttpsSettings(
        server.url(),
        method,
        readUrl,
        folder.resolve("token"),
        tls.certificate(),
        Duration.ofSeconds(5));
  }
}
