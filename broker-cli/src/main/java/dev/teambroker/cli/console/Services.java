package dev.teambroker.cli.console;

import dev.teambroker.cli.outcome.ExitCode;
import dev.teambroker.cli.outcome.Failure;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names of services as people say them, where the console's path has another. */
final class Services {
  private static final Map<String, String> PATHS =
      Map.ofEntries(
          Map.entry("cfn", "cloudformation"),
          Map.entry("cw", "cloudwatch"),
          Map.entry("ddb", "dynamodbv2"),
          Map.entry("dynamodb", "dynamodbv2"),
          Map.entry("ecs", "ecs/v2"),
          Map.entry("eventbridge", "events"),
          Map.entry("r53", "route53/v2"),
          Map.entry("route53", "route53/v2"),
          Map.entry("sfn", "states"),
          Map.entry("sns", "sns/v3"),
          Map.entry("sqs", "sqs/v3"),
          Map.entry("ssm", "systems-manager"),
          Map.entry("stepfunctions", "states"),
          Map.entry("sm", "secretsmanager"));

  private Services() {}

  static @Nullable String path(@Nullable String name) {
    if (name == null) {
      return null;
    }
    if (!name.matches("[a-z0-9][a-z0-9-]{0,63}")) {
      throw new Failure(
          ExitCode.USAGE,
          "--service takes a name such as s3, ec2 or cloudwatch, not '" + name + "'.");
    }
    return PATHS.getOrDefault(name, name);
  }
}
