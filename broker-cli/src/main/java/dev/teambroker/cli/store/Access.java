package dev.teambroker.cli.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Who else may change a file: what others can write is not believed. */
public final class Access {
  private static final int WRITABLE_BY_OTHERS = 0022;
  private static final int STICKY = 01000;
  private static final Integer ROOT = 0;

  private Access() {}

  /** Why the file, or what its directory names so, may be another's; null: it is not. */
  public static @Nullable String distrust(Path file) throws IOException {
    String why = ownDistrust(file, false);
    Path directory = file.toAbsolutePath().getParent();
    return why != null || directory == null ? why : ownDistrust(directory, true);
  }

  /** In a sticky directory, such as /tmp, nobody replaces another's files. */
  private static @Nullable String ownDistrust(Path path, boolean stickyWillDo) throws IOException {
    int mode = (Integer) Files.getAttribute(path, "unix:mode");
    boolean sticky = stickyWillDo && (mode & STICKY) != 0;
    if ((mode & WRITABLE_BY_OTHERS) != 0 && !sticky) {
      return path + " can be written by others: chmod go-w it, once you know what is in it";
    }
    Object owner = Files.getAttribute(path, "unix:uid");
    return owner.equals(ROOT) || sticky || owner.equals(self(owner))
        ? null
        : path + " belongs to somebody else";
  }

  /** Linux alone tells a Java program who it is. */
  private static Object self(Object otherwise) throws IOException {
    Path self = Path.of("/proc/self");
    return Files.exists(self) ? Files.getAttribute(self, "unix:uid") : otherwise;
  }
}
