package dev.teambroker.cli.keychain;

import dev.teambroker.cli.settings.Profile;
import dev.teambroker.cli.store.ItemStore;
import dev.teambroker.cli.store.PrivateFiles;
import dev.teambroker.cli.store.StoreFault;
import dev.teambroker.cli.terminal.Surroundings;
import java.nio.charset.StandardCharsets;

/**
 * Tells the launcher, in a file a profile, which store has the profile's session and under what
 * name, so that it prints the session without a JVM. No secret is in there. A note that is older
 * than the configuration counts for nothing.
 */
public final class NotesForTheLauncher {
  private final Surroundings around;
  private final ItemStore notes;

  public NotesForTheLauncher(Surroundings around) {
    this.around = around;
    this.notes = new PrivateFiles(around.files().atHand());
  }

  /** Only where the next call will want the same: no variable or flag says otherwise. */
  public void leave(Profile profile, String store, String item) {
    if (!isPlain(profile.name())) {
      return;
    }
    boolean readable = store.equals(SessionCache.KERNEL) || store.equals("secret-service");
    boolean same = profile.minTtlSeconds() == 0 && around.settings().areTheFilesAlone();
    try {
      if (readable && same) {
        notes.put(
            profile.name(), (store + " " + item + "\n").getBytes(StandardCharsets.US_ASCII), 0);
      }
    } catch (StoreFault _) {
      // without a note the JVM answers
    }
  }

  /** The session of that profile is gone. */
  public void drop(String profile) {
    try {
      if (isPlain(profile)) {
        notes.remove(profile);
      }
    } catch (StoreFault _) {
      // what it names is gone, so the launcher finds nothing there
    }
  }

  private static boolean isPlain(String name) {
    return name.matches("[A-Za-z0-9][A-Za-z0-9._-]*");
  }
}
