package dev.teambroker.cli.administration;

import dev.teambroker.cli.broker.Call;
import dev.teambroker.cli.outcome.ExitCode;
import dev.teambroker.cli.outcome.Failure;
import dev.teambroker.cli.terminal.Surroundings;
import dev.teambroker.cli.terminal.Table;
import dev.teambroker.protocol.SharedUsers;
import dev.teambroker.protocol.SharedUsers.Account;
import dev.teambroker.protocol.SharedUsers.ManagementPrincipal;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code shared-user management-principal …}. */
@Command(
    name = "management-principal",
    description = "What the broker uses for IAM calls in an AWS account.")
final class ManagementPrincipalCommands extends Administration {
  private static final String PRINCIPAL = "/v1/accounts/{}/management-principal";

  ManagementPrincipalCommands(Surroundings around) {
    super(around);
  }

  @Command(description = "Lists the accounts and their principals.")
  void list() {
    Account[] accounts = get(Account[].class, "/v1/accounts");
    Table table = Table.of("ACCOUNT", "PARTITION", "PRINCIPAL");
    for (Account account : accounts) {
      String principal = account.principal();
      table.row(account.account(), account.partition(), principal == null ? "-" : principal);
    }
    print(accounts, table);
  }

  @Command(description = "Sets it: a role with its external id, or a key (file, stdin or asked).")
  void set(
      @Parameters(paramLabel = "ACCOUNT") String account,
      @Option(names = "--role-arn", paramLabel = "ARN") @Nullable String roleArn,
      @Option(names = "--external-id", paramLabel = "ID") @Nullable String externalId,
      @Option(names = "--key-file", paramLabel = "FILE") @Nullable Path file) {
    if (roleArn != null && file != null) {
      throw new Failure(ExitCode.USAGE, "A role or a key, not both.");
    }
    SharedUsers.Key key = roleArn == null ? new KeyInput(around).key(file) : null;
    ManagementPrincipal principal =
        new ManagementPrincipal(
            roleArn,
            externalId,
            key == null ? null : key.accessKeyId(),
            key == null ? null : key.secretAccessKey());
    broker().send(Call.of("PUT", PRINCIPAL, account).with(principal));
  }

  @Command(description = "Removes it: the account's shared users manage themselves.")
  void remove(@Parameters(paramLabel = "ACCOUNT") String account) {
    send("DELETE", PRINCIPAL, account);
  }
}
