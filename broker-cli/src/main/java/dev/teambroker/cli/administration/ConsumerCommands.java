package dev.teambroker.cli.administration;

import dev.teambroker.cli.broker.Call;
import dev.teambroker.cli.configuration.TextFile;
import dev.teambroker.cli.outcome.ExitCode;
import dev.teambroker.cli.outcome.Failure;
import dev.teambroker.cli.settings.Duration;
import dev.teambroker.cli.terminal.Surroundings;
import dev.teambroker.cli.terminal.Table;
import dev.teambroker.protocol.Consumers.Confirmation;
import dev.teambroker.protocol.Consumers.Consumer;
import dev.teambroker.protocol.Consumers.Proposal;
import dev.teambroker.protocol.Consumers.Served;
import dev.teambroker.protocol.Rotations.Rotation;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code consumer …}. */
@Command(
    name = "consumer",
    description = "What is outside of the broker and needs a shared user's long-term key itself.")
final class ConsumerCommands extends Administration {
  private static final String ALL = "/v1/shared-users/{}/consumers";
  private static final String ONE = ALL + "/{}";

  ConsumerCommands(Surroundings around) {
    super(around);
  }

  @Command(description = "Lists a shared user's consumers, and which key each one got last.")
  void list(@Parameters(paramLabel = "NAME") String name) {
    Consumer[] all = all(name);
    print(all, table(all));
  }

  @Command(description = "Proposes a consumer; it gets nothing until somebody else confirms it.")
  void propose(
      @Parameters(index = "0", paramLabel = "NAME") String name,
      @Parameters(index = "1", paramLabel = "CONSUMER") String consumer,
      @Option(
              names = "--kind",
              required = true,
              paramLabel = "KIND",
              description = "acknowledged, file, https, vault-kv or kubernetes-secret.")
          String kind,
      @Option(
              names = "--destination",
              paramLabel = "PLACE",
              description =
                  "A path beneath the server's directory, an https address, a path in Vault, or"
                      + " NAMESPACE/SECRET.")
          @Nullable String destination,
      @Option(
              names = "--public-key-file",
              paramLabel = "FILE",
              description = "The consumer's own P-256 key as a JWK, for https.")
          @Nullable Path publicKey,
      @Option(
              names = "--force-after",
              paramLabel = "DURATION",
              description =
                  "Such as 2h: a rotation goes on without it so long after the switch; without"
                      + " this it is held.")
          @Nullable String forceAfter) {
    Proposal proposal =
        new Proposal(
            consumer,
            kind,
            destination,
            publicKey == null ? null : new TextFile(publicKey).read().strip(),
            forceAfter == null ? null : Duration.seconds(forceAfter, "--force-after"));
    Consumer proposed = broker().call(Call.of("POST", ALL, name).with(proposal), Consumer.class);
    print(proposed, table(proposed));
    around.say(
        "It gets nothing yet. Another owner, or an admin: broker-cli consumer confirm "
            + name
            + " "
            + consumer);
  }

  @Command(description = "Confirms what somebody else has proposed: it gets the key from then on.")
  void confirm(
      @Parameters(index = "0", paramLabel = "NAME") String name,
      @Parameters(index = "1", paramLabel = "CONSUMER") String consumer) {
    Consumer seen =
        Stream.of(all(name))
            .filter(one -> one.name().equals(consumer))
            .findFirst()
            .orElseThrow(
                () ->
                    new Failure(
                        ExitCode.NOT_FOUND, name + " has no consumer named " + consumer + "."));
    Call call = Call.of("POST", ONE + "/confirm", name, consumer).with(new Confirmation(seen.id()));
    Consumer confirmed = broker().call(call, Consumer.class);
    print(confirmed, table(confirmed));
  }

  @Command(description = "It gets nothing more, and no rotation waits for it.")
  void withdraw(
      @Parameters(index = "0", paramLabel = "NAME") String name,
      @Parameters(index = "1", paramLabel = "CONSUMER") String consumer) {
    send("DELETE", ONE, name, consumer);
  }

  @Command(
      description =
          "Says that a consumer needs the key no more that is leaving; a rotation goes on.")
  void acknowledge(
      @Parameters(index = "0", paramLabel = "NAME") String name,
      @Parameters(index = "1", paramLabel = "CONSUMER") String consumer) {
    Rotation rotation =
        broker().call(Call.of("POST", ONE + "/acknowledgement", name, consumer), Rotation.class);
    print(rotation, Table.of(rotation.state(), rotation.step()));
  }

  private Consumer[] all(String name) {
    return get(Consumer[].class, ALL, name);
  }

  private static Table table(Consumer... consumers) {
    Table table =
        Table.of("CONSUMER", "KIND", "DESTINATION", "WITHOUT IT", "STATE", "BY", "LAST KEY");
    for (Consumer consumer : consumers) {
      Integer forceAfter = consumer.forceAfterSeconds();
      table.row(
          consumer.name(),
          consumer.kind(),
          or(consumer.destination(), "-"),
          forceAfter == null ? "held" : "forced after " + java.time.Duration.ofSeconds(forceAfter),
          consumer.state(),
          String.join(
              ", ",
              consumer.confirmedBy() == null
                  ? List.of(consumer.proposedBy())
                  : List.of(consumer.proposedBy(), or(consumer.confirmedBy(), ""))),
          last(consumer.last()));
    }
    return table;
  }

  private static String last(@Nullable Served last) {
    return last == null ? "-" : last.accessKeyId() + " " + last.how() + " " + last.at();
  }

  private static String or(@Nullable String text, String otherwise) {
    return text == null ? otherwise : text;
  }
}
