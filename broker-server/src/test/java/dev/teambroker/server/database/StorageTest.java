package dev.teambroker.server.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.server.database.Storage.Usage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.unit.DataSize;

@ExtendWith(OutputCaptureExtension.class)
class StorageTest {
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private int percent;
  private boolean fails;
  private final Storage storage = new Storage(this::measured, metrics);

  private Usage measured() throws IOException {
    if (fails) {
      throw new IOException("no answer");
    }
    return new Usage(percent, 100);
  }

  private void uses(int ofHundred) {
    percent = ofHundred;
    storage.measure();
  }

  @Test
  void warnsOnceAtEachThresholdAndIsFullAtNinetyFivePercent(CapturedOutput log) {
    uses(79);
    assertThat(log).doesNotContain("of its room");
    uses(80);
    uses(85);
    assertThat(log.getOut().split("of its room", -1)).hasSize(2);
    uses(90);
    assertThat(log.getOut().split("of its room", -1)).hasSize(3);
    uses(94);
    assertThat(storage.full()).isEmpty();
    uses(95);
    assertThat(storage.full()).hasValueSatisfying(why -> assertThat(why).contains("95 %"));
    assertThat(log).contains("no sessions are issued until it has more");
    assertThat(metrics.get("broker.database.storage.used").gauge().value()).isEqualTo(0.95);
  }

  @Test
  void isNoLongerFullWhenRoomWasMade() {
    uses(97);
    uses(40);
    assertThat(storage.full()).isEmpty();
  }

  @Test
  void keepsToWhatItKnowsWhileItCannotMeasure() {
    uses(96);
    fails = true;
    uses(10);
    assertThat(storage.full()).isPresent();
  }

  @Test
  void measuresADatabaseAgainstItsLimitAndAgainstTheDisk(@TempDir Path folder) throws Exception {
    try (TestDatabase database = TestDatabase.fresh()) {
      Usage allotted = StorageSource.within(database.jdbc(), DataSize.ofMegabytes(100)).measure();
      assertThat(allotted.capacity()).isEqualTo(100 << 20);
      assertThat(allotted.used()).isBetween(5L << 20, 60L << 20);
      Usage onDisk = StorageSource.onDisk(database.jdbc(), folder).measure();
      assertThat(onDisk.used()).isEqualTo(allotted.used());
      assertThat(onDisk.capacity())
          .isGreaterThan(onDisk.used())
          .isLessThanOrEqualTo(onDisk.used() + folder.toFile().getTotalSpace());
    }
  }
}
