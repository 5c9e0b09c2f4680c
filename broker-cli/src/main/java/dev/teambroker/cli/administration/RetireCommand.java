package dev.teambroker.cli.administration;

import dev.teambroker.cli.broker.Call;
import dev.teambroker.cli.outcome.ExitCode;
import dev.teambroker.cli.outcome.Failure;
import dev.teambroker.cli.terminal.Surroundings;
import dev.teambroker.cli.terminal.Table;
import dev.teambroker.protocol.Retirements;
import dev.teambroker.protocol.Retirements.End;
import dev.teambroker.protocol.Retirements.Retirement;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code shared-user retire NAME}, then the same with {@code --delete} or {@code --hand-back}. */
@Command(
    name = "retire",
    description = {
      "Stops all sessions of the user and switches its keys off at AWS; then ends it by --delete or"
          + " --hand-back.",
      "The trail and the ledger stay. Until the end, resume takes the stop back."
    })
final class RetireCommand extends Administration implements Runnable {
  private static final String RETIREMENT = "/v1/shared-users/{}/retirement";

  @Parameters(paramLabel = "NAME")
  private String name = "";

  @Option(names = "--delete", description = "Deletes the keys at AWS; the broker forgets the user.")
  private boolean delete;

  @Option(
      names = "--hand-back",
      description =
          "Activates the keys that were ever outside of the broker, deletes the others; the broker"
              + " forgets the user.")
  private boolean handBack;

  RetireCommand(Surroundings around) {
    super(around);
  }

  @Override
  public void run() {
    if (delete && handBack) {
      throw new Failure(ExitCode.USAGE, "--delete or --hand-back, not both.");
    }
    boolean ends = delete || handBack;
    Call call =
        ends
            ? Call.of("POST", RETIREMENT + "/end", name)
                .with(new End(delete ? "delete" : "hand-back"))
            : Call.of("POST", RETIREMENT, name);
    Retirement retirement = broker().call(call, Retirement.class);
    Table table = Table.of("KEY", ends ? "WAS" : "IS", "LAST USED");
    for (Retirements.Key key : retirement.keys()) {
      String lastUsed = key.lastUsed();
      table.row(key.accessKeyId(), key.state(), lastUsed == null ? "" : lastUsed);
    }
    print(retirement, table);
    retirement
        .foreignKeys()
        .forEach(id -> around.say(id + " is not of the broker; it was left alone."));
    around.say(
        ends
            ? name + " is retired."
            : "No session of "
                + name
                + " is issued. When nobody misses it: broker-cli shared-user retire "
                + name
                + " --delete (or --hand-back)");
  }
}
