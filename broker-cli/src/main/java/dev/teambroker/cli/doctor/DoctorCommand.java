package dev.teambroker.cli.doctor;

import dev.teambroker.cli.broker.Json;
import dev.teambroker.cli.outcome.ExitCode;
import dev.teambroker.cli.outcome.Failure;
import dev.teambroker.cli.settings.SettingsFault;
import dev.teambroker.cli.terminal.Surroundings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code doctor}. */
@Command(
    name = "doctor",
    description = {
      "Says what is wrong with this device's setup and how to mend it; changes nothing.",
      "Ends with exit code 3 where something is wrong."
    })
public final class DoctorCommand implements Runnable {
  private final Surroundings around;

  @Option(
      names = "--keychain",
      description = "Only puts an item into each store that is here, reads and removes it.")
  private boolean keychain;

  public DoctorCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public void run() {
    List<Finding> findings = new ArrayList<>();
    if (keychain) {
      findings.addAll(checked("keychain", KeychainCheck::ofEachStore));
    } else {
      findings.addAll(checked("configuration", ConfigurationCheck::of));
      findings.addAll(checked("AWS files", AwsFilesCheck::of));
      findings.addAll(checked("keychain", KeychainCheck::ofDevice));
      findings.addAll(checked("broker", BrokerCheck::of));
    }
    print(findings);
    long wrong = findings.stream().filter(Finding::isWrong).count();
    if (wrong > 0) {
      throw new Failure(ExitCode.CONFIGURATION, "Wrong: " + wrong + ". What to do stands above.");
    }
  }

  /** A check that can't be made is a finding too. */
  private List<Finding> checked(String name, Function<Surroundings, List<Finding>> check) {
    try {
      return check.apply(around);
    } catch (Failure | SettingsFault trouble) {
      String sentence = String.valueOf(trouble.getMessage());
      return List.of(new Finding(name, "wrong", sentence, null));
    }
  }

  private void print(List<Finding> findings) {
    if (around.options().json()) {
      around.out().println(Json.pretty(findings));
      return;
    }
    for (Finding finding : findings) {
      around.out().println(finding.state() + "  " + finding.check() + ": " + finding.sentence());
      if (finding.remedy() != null) {
        around.out().println("         → " + finding.remedy());
      }
    }
  }
}
