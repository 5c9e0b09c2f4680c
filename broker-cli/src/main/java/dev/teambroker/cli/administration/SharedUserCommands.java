package dev.teambroker.cli.administration;

import dev.teambroker.cli.broker.Call;
import dev.teambroker.cli.terminal.Surroundings;
import dev.teambroker.cli.terminal.Table;
import dev.teambroker.protocol.Rotations.Rotation;
import dev.teambroker.protocol.SharedUsers;
import dev.teambroker.protocol.SharedUsers.AccessKey;
import dev.teambroker.protocol.SharedUsers.Adoption;
import dev.teambroker.protocol.SharedUsers.Confirmation;
import dev.teambroker.protocol.SharedUsers.Import;
import dev.teambroker.protocol.SharedUsers.SharedUser;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code shared-user …}. */
@Command(name = "shared-user", description = "AWS IAM users that several members use.")
final class SharedUserCommands extends Administration {
  private static final String USER = "/v1/shared-users/{}";

  SharedUserCommands(Surroundings around) {
    super(around);
  }

  @Command(description = "Lists the shared users that you see.")
  void list() {
    SharedUser[] users = get(SharedUser[].class, "/v1/shared-users");
    Table table =
        Table.of("NAME", "ACCOUNT", "USER", "STATE", "KEY AGE", "EXPOSED", "OWNERS", "WAITING");
    for (SharedUser user : users) {
      table.row(
          user.name(),
          user.account(),
          user.userName(),
          user.state(),
          user.currentKey().map(this::age).orElse("-"),
          user.exposed() ? "yes" : "no",
          String.join(",", user.owners()),
          String.join(",", user.waitingOwners()));
    }
    print(users, table);
    Stream.of(users).forEach(this::warn);
  }

  @Command(description = "Shows a shared user's keys and MFA devices.")
  void show(@Parameters(paramLabel = "NAME") String name) {
    SharedUser user = get(SharedUser.class, USER, name);
    Table table = Table.of("KEY OR MFA DEVICE", "STATE", "AGE", "EXPOSED", "STORED");
    for (AccessKey key : user.accessKeys()) {
      table.row(
          key.accessKeyId(),
          key.state(),
          age(key),
          key.exposed() ? "yes" : "no",
          String.valueOf(key.storedAt()));
    }
    for (String device : user.mfaDevices()) {
      table.row(device, "", "", "", "");
    }
    print(user, table);
    warn(user);
  }

  private String age(AccessKey key) {
    return Duration.between(key.madeAt(), around.clock().instant()).toDays() + "d";
  }

  private void warn(SharedUser user) {
    user.warnings().forEach(around::say);
  }

  @Command(
      name = "import",
      description = "Imports an IAM user by its access key; you become its first owner.")
  void importUser(
      @Parameters(paramLabel = "NAME") String name,
      @Option(names = "--partition", defaultValue = "aws") String partition,
      @Option(
              names = "--key-file",
              paramLabel = "FILE",
              description = "accessKeys.csv or similar; - is stdin. Without it you are asked.")
          @Nullable Path file) {
    SharedUsers.Key key = new KeyInput(around).key(file);
    Import wanted = new Import(name, partition, key.accessKeyId(), key.secretAccessKey());
    SharedUser user =
        broker().call(Call.of("POST", "/v1/shared-users").with(wanted), SharedUser.class);
    around.say(
        "Imported "
            + user.userName()
            + " ("
            + user.userId()
            + ") of account "
            + user.account()
            + " as "
            + user.name()
            + ". Whoever had this key still has it until it is rotated.");
    offerRotation(name);
  }

  /** The offer is a question where somebody is there to be asked. */
  private void offerRotation(String name) {
    String answer =
        around.terminal().isThere()
            ? around.terminal().ask("Rotate it now? Everybody works on meanwhile. [y/N] ").strip()
            : "";
    if (answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes")) {
      broker().call(Call.of("POST", USER + "/rotation", name), Rotation.class);
      around.say("It is being rotated; broker-cli rotation show " + name + " --follow");
    } else {
      around.say("To rotate it: broker-cli rotation start " + name);
    }
  }

  @Command(description = "Takes an IAM user over: the broker makes its key, nobody ever held it.")
  void adopt(
      @Parameters(paramLabel = "NAME") String name,
      @Option(names = "--account", required = true, paramLabel = "ACCOUNT") String account,
      @Option(names = "--user", required = true, paramLabel = "IAM-USER") String userName,
      @Option(
              names = "--owner",
              required = true,
              paramLabel = "MEMBER",
              description = "Another member than you.")
          String owner) {
    Call call =
        Call.of("POST", "/v1/accounts/{}/adoptions", account)
            .with(new Adoption(name, userName, owner));
    SharedUser user = broker().call(call, SharedUser.class);
    around.say("Adopted " + user.userName() + " as " + name + "; " + owner + " owns it.");
  }

  @Command(name = "replace-key", description = "Gives the broker a new access key of the user.")
  void replaceKey(
      @Parameters(paramLabel = "NAME") String name,
      @Option(names = "--key-file", paramLabel = "FILE") @Nullable Path file) {
    SharedUsers.Key key = new KeyInput(around).key(file);
    broker().send(Call.of("PUT", USER + "/access-key", name).with(key));
  }

  @Command(
      name = "confirm-member",
      description = "Confirms a member whom an admin enrolled anew, for this user.")
  void confirmMember(
      @Parameters(index = "0", paramLabel = "NAME") String name,
      @Parameters(index = "1", paramLabel = "MEMBER") String member) {
    Call call = Call.of("POST", USER + "/members/{}/confirm", name, member);
    tell(broker().call(call, Confirmation.class));
  }

  @Command(
      name = "prove-key",
      description =
          "Confirms yourself as the user's only owner after an admin enrolled you anew, by a key of"
              + " it.")
  void proveKey(
      @Parameters(paramLabel = "NAME") String name,
      @Option(names = "--key-file", paramLabel = "FILE") @Nullable Path file) {
    Call call = Call.of("POST", USER + "/key-proof", name).with(new KeyInput(around).key(file));
    tell(broker().call(call, Confirmation.class));
  }

  @Command(description = "Stops all sessions of the user.")
  void suspend(@Parameters(paramLabel = "NAME") String name) {
    send("POST", USER + "/suspend", name);
  }

  @Command(description = "Ends the user's suspension.")
  void resume(@Parameters(paramLabel = "NAME") String name) {
    send("POST", USER + "/resume", name);
  }

  @Command(description = "Removes the user from the broker; AWS keeps it.")
  void remove(@Parameters(paramLabel = "NAME") String name) {
    send("DELETE", USER, name);
  }
}
