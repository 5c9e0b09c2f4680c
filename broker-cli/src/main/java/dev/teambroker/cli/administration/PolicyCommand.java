package dev.teambroker.cli.administration;

import dev.teambroker.cli.broker.Json;
import dev.teambroker.cli.outcome.ExitCode;
import dev.teambroker.cli.outcome.Failure;
import dev.teambroker.cli.terminal.Surroundings;
import dev.teambroker.protocol.Guards.Policy;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code shared-user policy NAME}: the policies for IAM, to look at or to pipe into a tool. */
@Command(
    name = "policy",
    description = "Prints the least IAM policies, and the guard against members' sessions.")
final class PolicyCommand extends Administration implements Runnable {
  @Parameters(paramLabel = "NAME")
  private String name = "";

  @Option(
      names = "--for",
      paramLabel = "PURPOSE",
      description = "shared-user, guard or management-principal: its JSON alone.")
  private @Nullable String purpose;

  PolicyCommand(Surroundings around) {
    super(around);
  }

  @Override
  public void run() {
    List<Policy> policies = List.of(get(Policy[].class, "/v1/shared-users/{}/policies", name));
    String wanted = purpose;
    if (wanted != null) {
      around.out().println(only(policies, wanted).document());
    } else if (around.options().json()) {
      around.out().println(Json.pretty(policies));
    } else {
      policies.forEach(this::print);
    }
  }

  private static Policy only(List<Policy> policies, String wanted) {
    Stream<String> purposes = policies.stream().map(Policy::purpose);
    return policies.stream()
        .filter(policy -> policy.purpose().equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new Failure(
                    ExitCode.USAGE, "--for takes " + String.join(", ", purposes.toList()) + "."));
  }

  private void print(Policy policy) {
    String to = policy.attachTo();
    around
        .out()
        .println(
            "# "
                + policy.name()
                + ", an inline policy of "
                + (to == null ? "the account's management principal, once there is one" : to));
    around.out().println(policy.document());
    around.out().println();
  }
}
