package dev.teambroker.server.audit.snapshot;

import dev.teambroker.server.web.SettingCheck;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often the index is stored, so that a start needn't fold the whole trail.
 *
 * @param every so many records
 */
@ConfigurationProperties("broker.audit.snapshots")
record SnapshotSettings(@DefaultValue("50000") int every) {
  SnapshotSettings {
    SettingCheck.of("broker.audit.snapshots")
        .that(every >= 1 && every <= 100_000_000, "every", "a number from 1 to 100000000");
  }
}
