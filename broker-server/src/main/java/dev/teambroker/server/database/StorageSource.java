package dev.teambroker.server.database;

import dev.teambroker.server.database.Storage.Source;
import dev.teambroker.server.database.Storage.Usage;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.unit.DataSize;

/** Against what a database's size is held. */
final class StorageSource {
  private StorageSource() {}

  /** What the file system of the folder still has, for it alone. */
  static Source onDisk(JdbcClient jdbc, Path folder) {
    return () -> {
      long used = size(jdbc);
      return new Usage(used, used + Files.getFileStore(folder).getUsableSpace());
    };
  }

  /** What was allotted to it. */
  static Source within(JdbcClient jdbc, DataSize limit) {
    return () -> new Usage(size(jdbc), limit.toBytes());
  }

  /** Nobody said what it may use. */
  static Source unlimited() {
    return () -> new Usage(0, Long.MAX_VALUE);
  }

  private static long size(JdbcClient jdbc) {
    return jdbc.sql("SELECT pg_database_size(current_database())").query(Long.class).single();
  }
}
