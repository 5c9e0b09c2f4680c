package dev.teambroker.server.shareduser;

import dev.teambroker.server.audit.AuthenticatedRows;
import dev.teambroker.server.audit.DecidingRow;
import dev.teambroker.server.audit.RowKind;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** This feature's deciding rows, for the verification of the whole database. */
@Component
class SharedUserRows implements AuthenticatedRows {
  private final SharedUsers users;
  private final AccessKeys keys;
  private final MfaDevices devices;
  private final Owners owners;
  private final ManagementPrincipals principals;
  private final ReEnrolmentConfirmations confirmations;

  SharedUserRows(
      SharedUsers users,
      AccessKeys keys,
      MfaDevices devices,
      Owners owners,
      ManagementPrincipals principals,
      ReEnrolmentConfirmations confirmations) {
    this.users = users;
    this.keys = keys;
    this.devices = devices;
    this.owners = owners;
    this.principals = principals;
    this.confirmations = confirmations;
  }

  @Override
  public Stream<? extends DecidingRow> all() {
    return Stream.<List<? extends DecidingRow>>of(
            users.stored(),
            keys.stored(),
            devices.stored(),
            owners.stored(),
            principals.stored(),
            confirmations.stored())
        .flatMap(List::stream);
  }

  @Override
  public Set<RowKind> kinds() {
    return Set.of(
        RowKind.SHARED_USER,
        RowKind.ACCESS_KEY,
        RowKind.MFA_DEVICE,
        RowKind.OWNER,
        RowKind.MANAGEMENT_PRINCIPAL,
        RowKind.RE_ENROLMENT_CONFIRMATION);
  }
}
