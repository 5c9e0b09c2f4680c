package dev.teambroker.cli.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFilesTest extends ItemStoreContract {
  @TempDir Path home;

  @Override
  protected ItemStore store() {
    return new PrivateFiles(home.resolve("a/broker-cli"));
  }

  @Test
  void refusesAFileThatOthersCanRead() throws Exception {
    store().put("item", new byte[] {1}, 0);
    Path file = home.resolve("a/broker-cli/item");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertThatThrownBy(() -> store().find("item"))
        .isInstanceOf(StoreFault.class)
        .hasMessageContaining("can be used by others");
  }

  @Test
  void refusesADirectoryThatOthersCanUse() throws Exception {
    store().put("item", new byte[] {1}, 0);
    Path directory = home.resolve("a/broker-cli");
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThatThrownBy(() -> store().find("item")).isInstanceOf(StoreFault.class);
    assertThatThrownBy(() -> store().put("item", new byte[] {2}, 0)).isInstanceOf(StoreFault.class);
  }

  @Test
  void refusesALinkToElsewhere() throws Exception {
    store().put("item", new byte[] {1}, 0);
    Path elsewhere = Files.writeString(home.resolve("elsewhere"), "x");
    Files.createSymbolicLink(home.resolve("a/broker-cli/link"), elsewhere);
    assertThatThrownBy(() -> store().find("link")).isInstanceOf(StoreFault.class);
  }

  @Test
  void leavesNoHalfWrittenFileBehind() throws Exception {
    store().put("item", new byte[] {1}, 0);
    try (var files = Files.list(home.resolve("a/broker-cli"))) {
      assertThat(files).hasSize(1);
    }
  }
}
