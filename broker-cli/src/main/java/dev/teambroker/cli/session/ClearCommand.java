package dev.teambroker.cli.session;

import dev.teambroker.cli.configuration.CredentialsFile;
import dev.teambroker.cli.keychain.NotesForTheLauncher;
import dev.teambroker.cli.keychain.SessionCache;
import dev.teambroker.cli.settings.ItemNames;
import dev.teambroker.cli.settings.Profile;
import dev.teambroker.cli.settings.Settings;
import dev.teambroker.cli.terminal.Surroundings;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code clear [PROFILE]}. */
@Command(
    name = "clear",
    description = {
      "Forgets the sessions at hand, of one profile or of all.",
      "They stay valid at AWS until they end. Sections that `export --credentials-file` wrote go"
          + " with all."
    })
public final class ClearCommand implements Runnable {
  private final Surroundings around;

  @Parameters(arity = "0..1", paramLabel = "PROFILE", description = "A profile (default: all).")
  private @Nullable String name;

  public ClearCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public void run() {
    Settings settings = around.settings();
    SessionCache cache = SessionCache.open(around);
    if (name == null) {
      cache.forgetSessions();
      CredentialsFile.of(around).removeAll();
    }
    for (String profile : name == null ? settings.profileNames() : List.of(name)) {
      Profile wanted = settings.profile(profile);
      cache.forget(ItemNames.session(settings.broker(wanted.broker()), wanted));
      new NotesForTheLauncher(around).drop(profile);
    }
  }
}
