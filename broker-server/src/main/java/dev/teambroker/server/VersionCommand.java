package dev.teambroker.server;

import dev.teambroker.server.web.Command;
import java.util.List;
import org.springframework.boot.info.BuildProperties;
import org.springframework.stereotype.Component;

/** {@code broker version}: which broker this is, and on which Java it runs. */
@Component("version")
class VersionCommand implements Command {
  private final BuildProperties build;

  VersionCommand(BuildProperties build) {
    this.build = build;
  }

  @Override
  public int run(List<String> arguments) {
    System.out.printf(
        "team-credential-broker %s (Java %s, %s %s)%n",
        build.getVersion(),
        Runtime.version(),
        System.getProperty("os.name"),
        System.getProperty("os.arch"));
    return 0;
  }
}
