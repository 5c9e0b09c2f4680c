package dev.teambroker.server.audit.segment;

import java.util.List;

/** All archives of this broker. */
record SegmentArchives(List<SegmentArchive> all) {
  SegmentArchives {
    all = List.copyOf(all);
  }
}
