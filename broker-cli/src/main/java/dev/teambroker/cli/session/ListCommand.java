package dev.teambroker.cli.session;

import dev.teambroker.cli.broker.Json;
import dev.teambroker.cli.configuration.CredentialsFile;
import dev.teambroker.cli.hot.CachedSession;
import dev.teambroker.cli.keychain.SessionCache;
import dev.teambroker.cli.settings.ItemNames;
import dev.teambroker.cli.settings.Profile;
import dev.teambroker.cli.settings.Settings;
import dev.teambroker.cli.terminal.Surroundings;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** {@code list}: from the configuration and the sessions at hand; asks no broker for anything. */
@Command(name = "list", description = "Lists the profiles and the sessions at hand.")
public final class ListCommand implements Runnable {
  private final Surroundings around;

  /** A line of the list. */
  record Line(
      String profile,
      String sharedUser,
      String kind,
      @Nullable String role,
      @Nullable String account,
      long secondsLeft) {}

  public ListCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public void run() {
    Settings settings = around.settings();
    SessionCache cache = SessionCache.open(around);
    CredentialsFile.of(around).removeEnded();
    List<Line> lines = new ArrayList<>();
    for (String name : settings.profileNames()) {
      Profile profile = settings.profile(name);
      lines.add(
          new Line(
              name,
              profile.sharedUser(),
              profile.kind(),
              profile.role(),
              profile.account(),
              secondsLeft(cache, settings, profile)));
    }
    if (around.options().json()) {
      around.out().println(Json.pretty(lines));
    } else {
      lines.forEach(line -> around.out().println(text(line)));
    }
  }

  private long secondsLeft(SessionCache cache, Settings settings, Profile profile) {
    long now = around.clock().instant().getEpochSecond();
    String item = ItemNames.session(settings.broker(profile.broker()), profile);
    return cache
        .find(item)
        .map(session -> session.<Long, RuntimeException>reveal(CachedSession::expiry) - now)
        .filter(left -> left > 0)
        .orElse(0L);
  }

  private static String text(Line line) {
    String role = line.role();
    return line.profile()
        + ": "
        + line.kind()
        + " of "
        + line.sharedUser()
        + (line.account() == null ? "" : " in " + line.account())
        + (role == null ? "" : ", " + role)
        + (line.secondsLeft() == 0 ? "" : ", session for " + line.secondsLeft() / 60 + " min");
  }
}
