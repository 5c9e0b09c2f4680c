package dev.teambroker.server.audit.segment;

import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The manifests of what was sealed; each is to be believed only where it is signed. */
@Component
class SealedSegments {
  private final JdbcClient jdbc;

  SealedSegments(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** In the order of their records. */
  List<SegmentManifest> all() {
    return jdbc.sql("SELECT manifest FROM broker.audit_segment ORDER BY epoch, first")
        .query((row, number) -> SegmentManifest.read(row.getString("manifest")))
        .list();
  }

  Optional<SegmentManifest> last() {
    return jdbc.sql(
            """
            SELECT manifest FROM broker.audit_segment ORDER BY epoch DESC, first DESC LIMIT 1
            """)
        .query((row, number) -> SegmentManifest.read(row.getString("manifest")))
        .optional();
  }

  void add(SegmentManifest manifest) {
    jdbc.sql(
            """
            INSERT INTO broker.audit_segment (epoch, first, last, manifest)
            VALUES (:epoch, :first, :last, :manifest)
            """)
        .param("epoch", manifest.epoch())
        .param("first", manifest.first())
        .param("last", manifest.last())
        .param("manifest", manifest.line())
        .update();
  }
}
