package dev.teambroker.cli.doctor;

import dev.teambroker.cli.settings.Settings;
import dev.teambroker.cli.settings.SettingsFault;
import dev.teambroker.cli.terminal.Surroundings;
import java.util.ArrayList;
import java.util.List;

/** config.toml, its profiles, and the variables that beat it. */
final class ConfigurationCheck {
  private static final String NAME = "configuration";

  private ConfigurationCheck() {}

  static List<Finding> of(Surroundings around) {
    Settings settings = around.settings();
    List<Finding> findings = new ArrayList<>();
    List<String> profiles = settings.profileNames();
    findings.add(
        profiles.isEmpty()
            ? Finding.warning(
                NAME, settings.file() + " has no profiles.", "run `broker-cli configure`")
            : Finding.ok(NAME, settings.file() + " has " + profiles.size() + " profiles."));
    for (String profile : profiles) {
      try {
        settings.broker(settings.profile(profile).broker());
      } catch (SettingsFault fault) {
        String sentence = String.valueOf(fault.getMessage());
        findings.add(Finding.wrong(NAME, sentence, "mend it in " + settings.file()));
      }
    }
    List<String> set = settings.shapingVariables();
    if (!set.isEmpty()) {
      findings.add(
          Finding.warning(
              NAME,
              "The environment beats the file for every profile: " + String.join(", ", set) + ".",
              "unset what you did not mean; `broker-cli config show --origin` tells"));
    }
    return findings;
  }
}
