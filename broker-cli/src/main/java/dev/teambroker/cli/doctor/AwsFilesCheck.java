package dev.teambroker.cli.doctor;

import dev.teambroker.cli.configuration.AwsFile;
import dev.teambroker.cli.settings.Settings;
import dev.teambroker.cli.terminal.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What AWS's tools would take instead of our sessions, and keys that lie about in clear. */
final class AwsFilesCheck {
  private static final String NAME = "AWS files";
  private static final List<String> BEAT_PROFILES =
      List.of("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN");

  private final Surroundings around;
  private final List<Finding> findings = new ArrayList<>();
  private final AwsFile config;
  private final AwsFile credentials;

  private AwsFilesCheck(Surroundings around) {
    this.around = around;
    this.config = AwsFile.config(around);
    this.credentials = AwsFile.credentials(around);
  }

  static List<Finding> of(Surroundings around) {
    AwsFilesCheck check = new AwsFilesCheck(around);
    check.environment();
    check.shadowedProfiles();
    check.plaintextKeys(check.config);
    check.plaintextKeys(check.credentials);
    check.loops();
    if (check.findings.isEmpty()) {
      check.findings.add(Finding.ok(NAME, "Nothing there beats or endangers a session."));
    }
    return check.findings;
  }

  private void environment() {
    boolean inSession = around.variable("BROKER_CLI_PROFILE") != null;
    List<String> set =
        BEAT_PROFILES.stream().filter(variable -> around.variable(variable) != null).toList();
    if (!set.isEmpty() && !inSession) {
      findings.add(
          Finding.warning(
              NAME,
              String.join(", ", set) + " in the environment beat every profile.",
              "unset them; `broker-cli exec` does so for its command"));
    }
  }

  /** A key in the credentials file beats a credential_process in the other one. */
  private void shadowedProfiles() {
    Settings settings = around.settings();
    for (String profile : settings.profileNames()) {
      Map<String, String> section = credentials.section(profile);
      if (section.containsKey("aws_access_key_id")) {
        findings.add(
            Finding.wrong(
                NAME,
                "["
                    + profile
                    + "] in "
                    + credentials.path()
                    + " has a key, which tools take first.",
                "remove that section"));
      }
    }
  }

  private void plaintextKeys(AwsFile file) {
    for (Map.Entry<String, Map<String, String>> section : file.sections().entrySet()) {
      String id = section.getValue().getOrDefault("aws_access_key_id", "");
      if (id.startsWith("AKIA")) {
        findings.add(
            Finding.wrong(
                NAME,
                "["
                    + section.getKey()
                    + "] in "
                    + file.path()
                    + " holds the long-term key "
                    + id
                    + " in clear.",
                "bring it in by `broker-cli shared-user import`, remove it there, and replace it,"
                    + " since whoever could read the file has it"));
      }
    }
    mode(file.path());
  }

  private void mode(Path file) {
    try {
      Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
      if (mode.contains(PosixFilePermission.OTHERS_READ)
          || mode.contains(PosixFilePermission.GROUP_WRITE)
          || mode.contains(PosixFilePermission.OTHERS_WRITE)) {
        findings.add(Finding.warning(NAME, "Others can use " + file + ".", "chmod 600 " + file));
      }
    } catch (IOException absent) {
      // what is not there endangers nothing
    }
  }

  private void loops() {
    for (String start : config.sections().keySet()) {
      Set<String> seen = new LinkedHashSet<>();
      String at = start;
      while (at != null && seen.add(at)) {
        String next = config.section(at).get("source_profile");
        at = next == null || next.equals(at) ? null : next; // one of itself is what SDKs know
      }
      if (start.equals(at)) {
        findings.add(
            Finding.wrong(
                NAME,
                "source_profile goes round in "
                    + config.path()
                    + ": "
                    + String.join(" → ", seen)
                    + " → "
                    + start
                    + ".",
                "end it in a profile with a credential_process"));
      }
      String process = config.section(start).getOrDefault("credential_process", "");
      if (process.matches(
          ".*\\baws\\b.*--profile[ =]" + java.util.regex.Pattern.quote(start) + "\\b.*")) {
        findings.add(
            Finding.wrong(
                NAME,
                "credential_process of [profile " + start + "] asks for its own profile.",
                "name another profile in it"));
      }
    }
  }
}
