package dev.teambroker.cli.administration;

import dev.teambroker.cli.broker.Call;
import dev.teambroker.cli.outcome.ExitCode;
import dev.teambroker.cli.outcome.Failure;
import dev.teambroker.cli.terminal.Surroundings;
import dev.teambroker.cli.terminal.Table;
import dev.teambroker.protocol.Members.Confirm;
import dev.teambroker.protocol.Members.Device;
import dev.teambroker.protocol.Members.Invitation;
import dev.teambroker.protocol.Members.Invite;
import dev.teambroker.protocol.Members.Member;
import dev.teambroker.protocol.Members.NewDevice;
import dev.teambroker.protocol.Members.Roles;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code member …}. */
@Command(name = "member", description = "Members and their devices.")
final class MemberCommands extends Administration {
  private static final String MEMBER = "/v1/members/{}";

  MemberCommands(Surroundings around) {
    super(around);
  }

  @Command(description = "Lists all members.")
  void list() {
    Member[] members = get(Member[].class, "/v1/members");
    Table table = Table.of("NAME", "STATE", "ROLES", "TEAMS", "DEVICES");
    for (Member member : members) {
      table.row(
          member.memberName(),
          member.state(),
          String.join(",", member.roles()),
          String.join(",", member.teams()),
          String.valueOf(member.devices().size()));
    }
    print(members, table);
  }

  @Command(description = "Shows a member's devices.")
  void show(@Parameters(paramLabel = "NAME") String name) {
    Member member = get(Member.class, MEMBER, name);
    Table table = Table.of("DEVICE", "NAME", "STATE", "ENROLLED", "FINGERPRINT");
    for (Device device : member.devices()) {
      table.row(
          device.deviceId(),
          device.deviceName(),
          device.state(),
          String.valueOf(device.enrolledAt()),
          device.fingerprint());
    }
    print(member, table);
  }

  @Command(description = "Invites a new member and prints the link, this once.")
  void invite(
      @Parameters(paramLabel = "NAME") String name,
      @Option(names = "--role", description = "admin or auditor.") @Nullable List<String> roles,
      @Option(names = "--team", description = "A team it joins.") @Nullable List<String> teams) {
    Invite invite =
        new Invite(name, roles == null ? List.of() : roles, teams == null ? List.of() : teams);
    print(broker().call(Call.of("POST", "/v1/invitations").with(invite), Invitation.class));
  }

  @Command(description = "Invites a member whose devices are lost; the grants are suspended.")
  void reinvite(@Parameters(paramLabel = "NAME") String name) {
    Call call = Call.of("POST", MEMBER + "/invitations", name).with(new NewDevice(null));
    print(broker().call(call, Invitation.class));
  }

  @Command(description = "Confirms a pending device by the fingerprint that its member reads out.")
  void confirm(
      @Parameters(index = "0", paramLabel = "NAME") String name,
      @Parameters(index = "1", paramLabel = "FINGERPRINT") String fingerprint,
      @Option(names = "--device", description = "Which, where several are pending.")
          @Nullable String device) {
    String pending = device == null ? onlyPending(get(Member.class, MEMBER, name)) : device;
    broker()
        .send(
            Call.of("POST", MEMBER + "/devices/{}/confirm", name, pending)
                .with(new Confirm(fingerprint)));
    around.say("Confirmed: " + name + " can sign in with this device.");
  }

  private static String onlyPending(Member member) {
    List<String> pending =
        member.devices().stream()
            .filter(device -> device.state().equals("pending"))
            .map(Device::deviceId)
            .toList();
    if (pending.size() != 1) {
      throw new Failure(
          pending.isEmpty() ? ExitCode.NOT_FOUND : ExitCode.USAGE,
          member.memberName()
              + " has "
              + pending.size()
              + " pending devices"
              + (pending.isEmpty() ? "." : ": name one with --device."));
    }
    return pending.getFirst();
  }

  @Command(description = "Suspends a member: no sign-in, no sessions.")
  void suspend(@Parameters(paramLabel = "NAME") String name) {
    send("POST", MEMBER + "/suspend", name);
  }

  @Command(description = "Ends a member's suspension.")
  void resume(@Parameters(paramLabel = "NAME") String name) {
    send("POST", MEMBER + "/resume", name);
  }

  @Command(description = "Unlocks a member after too many wrong codes.")
  void unlock(@Parameters(paramLabel = "NAME") String name) {
    send("POST", MEMBER + "/unlock", name);
  }

  @Command(description = "Drops a member's second factor; the next enrolment makes a new one.")
  void reset(@Parameters(paramLabel = "NAME") String name) {
    send("POST", MEMBER + "/second-factor/reset", name);
  }

  @Command(description = "Sets a member's roles (admin, auditor); none takes all away.")
  void roles(
      @Parameters(index = "0", paramLabel = "NAME") String name,
      @Parameters(index = "1..*", arity = "0..*", paramLabel = "ROLE")
          @Nullable List<String> roles) {
    Roles wanted = new Roles(roles == null ? List.of() : roles);
    broker().send(Call.of("PUT", MEMBER + "/roles", name).with(wanted));
  }

  @Command(description = "Removes a member.")
  void remove(@Parameters(paramLabel = "NAME") String name) {
    send("DELETE", MEMBER, name);
  }

  @Command(
      name = "invite-device",
      description = "Invites a further device of your own and prints the link, this once.")
  void inviteDevice() {
    Call call = Call.of("POST", "/v1/devices/invitations").with(new NewDevice(null));
    print(broker().call(call, Invitation.class));
  }

  @Command(name = "remove-device", description = "Removes a device of a member's.")
  void removeDevice(
      @Parameters(index = "0", paramLabel = "NAME") String name,
      @Parameters(index = "1", paramLabel = "DEVICE") String device) {
    send("DELETE", MEMBER + "/devices/{}", name, device);
  }

  private void print(Invitation invitation) {
    around.print(invitation.link());
    around.out().println();
    around.say(
        "This link enrols "
            + invitation.memberName()
            + " once, until "
            + invitation.expiresAt()
            + "; hand it over on a way that you trust.");
  }
}
