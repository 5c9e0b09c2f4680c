package dev.teambroker.cli.enrolment;

import dev.teambroker.cli.broker.BrokerHttp;
import dev.teambroker.cli.broker.Call;
import dev.teambroker.cli.broker.Json;
import dev.teambroker.cli.keychain.Keychain;
import dev.teambroker.cli.outcome.ExitCode;
import dev.teambroker.cli.outcome.Failure;
import dev.teambroker.cli.settings.BrokerSettings;
import dev.teambroker.cli.signin.ThisDevice;
import dev.teambroker.cli.terminal.SecretInput;
import dev.teambroker.cli.terminal.Surroundings;
import dev.teambroker.protocol.Enrolments;
import dev.teambroker.protocol.Secret;
import dev.teambroker.protocol.SignIns;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code recover}: a new second factor for a member whose phone is lost, on an enrolled device. */
@Command(
    name = "recover",
    description = {
      "Sets up a new second factor with a recovery code, when the phone is lost.",
      "The old factor, all recovery codes and all sign-ins end with it. Runs on a device that is"
          + " enrolled; who has lost that too asks an admin for `member reinvite`."
    })
public final class RecoverCommand implements Runnable {
  private final Surroundings around;

  @Option(
      names = "--code-file",
      paramLabel = "FILE",
      description = "Holds the recovery code in its first line; - is stdin. Otherwise it is asked.")
  private @Nullable Path codeFile;

  @Option(
      names = "--otpauth-file",
      paramLabel = "FILE",
      description = "Writes the second factor's otpauth:// address there instead of showing it.")
  private @Nullable Path otpauthFile;

  public RecoverCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public void run() {
    SecondFactorSetup setup = new SecondFactorSetup(around, otpauthFile);
    setup.checkThereIsAWay();
    BrokerSettings broker = around.settings().broker(around.options().broker());
    Keychain keychain = Keychain.of(broker, around);
    BrokerHttp http = ThisDevice.http(around, broker, keychain);
    Enrolments.Finished finished;
    try (Secret code = new SecretInput(around).line(codeFile, "Recovery code: ", "--code-file")) {
      finished = setup.prove(http, begin(http, code));
    }
    new FirstSignIn(around, keychain).keep(finished, broker);
    RecoveryCodes.print(finished, around);
    around.say("The new second factor is the only one now.");
    FirstSignIn.say(finished, around);
  }

  private static Enrolments.Started begin(BrokerHttp http, Secret code) {
    Call call = Call.of("POST", "/v1/second-factor/recovery").with(new SignIns.Recovery(code));
    Enrolments.Started started = Json.read(http.send(call, null), Enrolments.Started.class);
    if (started.otpauthUri() == null) {
      throw new Failure(ExitCode.BROKEN, "The broker sent no second factor to set up.");
    }
    return started;
  }
}
