package dev.teambroker.server.member;

import dev.teambroker.server.audit.AuthenticatedRows;
import dev.teambroker.server.audit.DecidingRow;
import dev.teambroker.server.audit.RowKind;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** This feature's deciding rows, for the verification of the whole database. */
@Component
class AuthenticatedMembers implements AuthenticatedRows {
  private final Members members;
  private final Devices devices;
  private final Teams teams;
  private final Memberships memberships;
  private final Invitations invitations;
  private final Settings settings;

  AuthenticatedMembers(
      Members members,
      Devices devices,
      Teams teams,
      Memberships memberships,
      Invitations invitations,
      Settings settings) {
    this.members = members;
    this.devices = devices;
    this.teams = teams;
    this.memberships = memberships;
    this.invitations = invitations;
    this.settings = settings;
  }

  @Override
  public Stream<? extends DecidingRow> all() {
    return Stream.<Collection<? extends DecidingRow>>of(
            members.stored(),
            devices.stored(),
            teams.stored(),
            memberships.stored(),
            invitations.stored(),
            settings.stored())
        .flatMap(Collection::stream);
  }

  @Override
  public Set<RowKind> kinds() {
    return Set.of(
        RowKind.MEMBER,
        RowKind.DEVICE,
        RowKind.TEAM,
        RowKind.MEMBERSHIP,
        RowKind.INVITATION,
        RowKind.SETTING);
  }
}
