package dev.teambroker.cli.console;

import dev.teambroker.cli.network.Network;
import dev.teambroker.cli.outcome.ExitCode;
import dev.teambroker.cli.outcome.Failure;
import dev.teambroker.cli.session.FetchingSession;
import dev.teambroker.cli.session.ProcessCredentials;
import dev.teambroker.cli.session.ProfileChoice;
import dev.teambroker.cli.settings.Profile;
import dev.teambroker.cli.settings.Settings;
import dev.teambroker.cli.terminal.Surroundings;
import dev.teambroker.protocol.Secret;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code console [PROFILE]}. */
@Command(
    name = "console",
    description = {
      "Opens the AWS console with a session of a role or federation profile.",
      "AWS ends what the browser has when the session ends."
    })
public final class ConsoleCommand implements Runnable {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Surroundings around;

  @Mixin private final ProfileChoice choice;

  @Mixin private final Options options;

  /** What {@code console} and {@code login PROFILE} take. */
  public static final class Options {
    @Option(
        names = "--service",
        paramLabel = "NAME",
        description = "The service to open, such as s3, ec2 or cloudwatch.")
    private @Nullable String service;

    @Option(
        names = "--stdout",
        description = "Prints the link instead. Whoever has it is signed in for 15 minutes.")
    private boolean stdout;

    @Option(
        names = "--browser",
        paramLabel = "CMD",
        description = "The browser to use, with its arguments (BROKER_BROWSER).")
    private @Nullable String browser;

    @Option(
        names = "--browser-profile",
        paramLabel = "NAME",
        description = "The browser's own profile to use (BROKER_BROWSER_PROFILE).")
    private @Nullable String browserProfile;

    @Option(names = "--private", description = "Uses a private window.")
    private boolean privately;
  }

  public ConsoleCommand(Surroundings around) {
    this(around, new ProfileChoice(), new Options());
  }

  /** For what {@code login} was told. */
  public ConsoleCommand(Surroundings around, ProfileChoice choice, Options options) {
    this.around = around;
    this.choice = choice;
    this.options = options;
  }

  @Override
  public void run() {
    Profile profile = choice.profile(around);
    if (profile.kind().equals("session")) {
      throw new Failure(
          ExitCode.REFUSED,
          "AWS lets no session of the kind session into the console (it comes from"
              + " GetSessionToken): use a profile of the kind role or federation.");
    }
    Settings settings = around.settings();
    Browser browser = options.stdout ? null : browser(settings);
    ProcessCredentials session = new FetchingSession(choice.in(around)).credentials(profile);
    try (Secret link = link(settings, profile, session)) {
      if (browser == null) {
        around.print(link);
        around.out().println();
      } else {
        open(browser, link);
      }
    }
  }

  private Secret link(Settings settings, Profile profile, ProcessCredentials session) {
    String region = profile.region();
    Partition partition = Partition.of(profile, region);
    String set = settings.option("signin-endpoint");
    String host = set == null ? partition.signIn() : trustworthy(set);
    return new FederationEndpoint(host, new Network(around))
        .link(
            session,
            settings.broker(profile.broker()).url(),
            partition.destination(Services.path(options.service), region));
  }

  /** A session is handed to it. */
  private static String trustworthy(String endpoint) {
    if (!endpoint.matches("https://[^/?#@]+|http://(127\\.0\\.0\\.1|localhost)(:[0-9]+)?")) {
      throw new Failure(
          ExitCode.CONFIGURATION,
          "signin-endpoint takes https://HOST, or http:// on loopback, not '" + endpoint + "'.");
    }
    return endpoint;
  }

  private Browser browser(Settings settings) {
    String named = options.browser == null ? settings.option("browser") : options.browser;
    String profile =
        options.browserProfile == null
            ? settings.option("browser-profile")
            : options.browserProfile;
    return Browser.of(named, options.privately, profile, around);
  }

  private void open(Browser browser, Secret link) {
    try (LinkForOne address = LinkForOne.to(link)) {
      browser.open(address.address());
      if (!address.isFollowedWithin(PATIENCE)) {
        throw new Failure(
            ExitCode.BROKEN,
            "No browser followed the link within a minute; --stdout prints it for one elsewhere.");
      }
    } catch (IOException broken) {
      throw new Failure(ExitCode.BROKEN, "No link can be served on loopback.", broken);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new Failure(ExitCode.BROKEN, "Interrupted.", interrupted);
    }
  }
}
