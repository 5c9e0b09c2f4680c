package dev.teambroker.server.containment;

import dev.teambroker.server.member.StopScope;
import dev.teambroker.server.web.Outcome;
import java.util.List;
import java.util.Optional;

/** What the operator typed after {@code stop} or {@code resume}, and what is told of it. */
final class OperatorScope {
  private static final String OPTION = "--account";

  private OperatorScope() {}

  /** Empty where it can't be understood. */
  static Optional<StopScope> of(List<String> arguments) {
    String typed = String.join("=", arguments);
    if (typed.isEmpty()) {
      return Optional.of(new StopScope.ByOperator());
    }
    return Optional.of(typed)
        .filter(text -> text.startsWith(OPTION + "="))
        .map(text -> text.substring(OPTION.length() + 1))
        .filter(account -> StopScope.ACCOUNT.matcher(account).matches())
        .map(StopScope.OfAccount::new);
  }

  static int told(Outcome<List<StopScope>> outcome) {
    return switch (outcome) {
      case Outcome.Done<List<StopScope>>(List<StopScope> inForce) -> {
        System.out.println(
            inForce.isEmpty()
                ? "Nothing is stopped."
                : "Stopped: "
                    + String.join(", ", inForce.stream().map(OperatorScope::named).toList()));
        yield 0;
      }
      case Outcome.Refused<List<StopScope>> refused -> {
        System.err.println("broker: " + refused.detail());
        yield 1;
      }
    };
  }

  static int misused(String command) {
    System.err.println(
        "broker: " + command + " takes --account and an AWS account's 12 digits, or nothing");
    return 2;
  }

  static String named(StopScope scope) {
    return switch (scope) {
      case StopScope.ByAdmins _ -> "all";
      case StopScope.ByOperator _ -> "all, by the operator";
      case StopScope.OfAccount(String account) -> "account " + account + ", by the operator";
    };
  }
}
