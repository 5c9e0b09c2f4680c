package dev.teambroker.cli.administration;

import dev.teambroker.cli.broker.Call;
import dev.teambroker.cli.terminal.SecretInput;
import dev.teambroker.cli.terminal.Surroundings;
import dev.teambroker.protocol.Secret;
import dev.teambroker.protocol.SharedUsers.MfaDevice;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code shared-user mfa-device …}. */
@Command(name = "mfa-device", description = "AWS MFA devices of a shared user.")
final class MfaDeviceCommands extends Administration {
  private static final String DEVICES = "/v1/shared-users/{}/mfa-devices";

  MfaDeviceCommands(Surroundings around) {
    super(around);
  }

  @Command(description = "Gives the broker a device's seed; it proves it by a call to AWS.")
  void add(
      @Parameters(index = "0", paramLabel = "NAME") String name,
      @Parameters(index = "1", paramLabel = "ARN") String arn,
      @Option(
              names = "--seed-file",
              paramLabel = "FILE",
              description = "The base32 seed; - is stdin. Without it you are asked.")
          @Nullable Path file) {
    Secret seed = new SecretInput(around).line(file, "Seed (base32): ", "--seed-file");
    broker().send(Call.of("POST", DEVICES, name).with(new MfaDevice(arn, seed)));
    around.say("Stored: " + arn);
  }

  @Command(description = "Forgets a device's seed.")
  void remove(
      @Parameters(index = "0", paramLabel = "NAME") String name,
      @Parameters(index = "1", paramLabel = "ARN") String arn) {
    send("DELETE", DEVICES + "?arn={}", name, arn);
  }
}
