package dev.teambroker.server.audit.segment;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** Where sealed segments are kept. */
interface SegmentArchive {
  /** For messages. */
  String place();

  /** Durable when it returns. */
  void store(SegmentManifest manifest, Path records) throws IOException;

  /** The manifest of that segment as it is kept; fails where there is none. */
  String manifest(SegmentManifest wanted) throws IOException;

  /** The records of that segment as they are kept; the caller closes them. */
  InputStream records(SegmentManifest wanted) throws IOException;
}
