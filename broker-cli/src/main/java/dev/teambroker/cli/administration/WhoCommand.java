package dev.teambroker.cli.administration;

import dev.teambroker.cli.terminal.Surroundings;
import dev.teambroker.cli.terminal.Table;
import dev.teambroker.protocol.Sessions.Issued;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code who ASIA…}. */
@Command(name = "who", description = "Tells whose session an access key id is.")
final class WhoCommand extends Administration implements Runnable {
  @Parameters(paramLabel = "ASIA…", description = "The session's access key id.")
  private String accessKeyId = "";

  WhoCommand(Surroundings around) {
    super(around);
  }

  @Override
  public void run() {
    Issued issued = get(Issued.class, "/v1/sessions/{}", accessKeyId);
    String arn = issued.assumedArn();
    String source = issued.sourceAddress();
    print(
        issued,
        Table.of("session", issued.accessKeyId())
            .row("member", issued.memberName())
            .row("device", issued.deviceName())
            .row("shared user", issued.sharedUser() + " in account " + issued.account())
            .row("kind", issued.kind())
            .row("assumed", arn == null ? "-" : arn)
            .row("grant", issued.grantId())
            .row("parent key", issued.parentAccessKeyId())
            .row("issued", String.valueOf(issued.issuedAt()))
            .row("expires", String.valueOf(issued.expiration()))
            .row("from", source == null ? "-" : source)
            .row("request", issued.requestId()));
  }
}
