package dev.teambroker.server.shareduser;

import dev.teambroker.server.audit.DecidingRow;
import dev.teambroker.server.audit.RowContent;
import dev.teambroker.server.audit.RowKind;
import dev.teambroker.server.member.FreshId;
import dev.teambroker.server.secretstore.Binding;
import dev.teambroker.server.secretstore.SealedSecret;
import java.time.Instant;

/**
 * An AWS MFA device of a shared user, its seed sealed.
 *
 * @param serialNumber its ARN
 * @param stopped after two refused codes in a row, until it is put again
 */
record MfaDevice(
    String rowId,
    long version,
    SharedUserId sharedUser,
    String serialNumber,
    boolean stopped,
    Instant storedAt,
    SealedSecret sealed)
    implements DecidingRow {

  static String freshId() {
    return FreshId.of("f");
  }

  static Binding binding(String rowId, String userArn, String serialNumber) {
    return new Binding("mfa-seed", rowId, userArn, serialNumber, 1);
  }

  @Override
  public RowKind kind() {
    return RowKind.MFA_DEVICE;
  }

  @Override
  public String id() {
    return rowId;
  }

  String state() {
    return stopped ? "stopped" : "active";
  }

  @Override
  public RowContent content() {
    return RowContent.format(1)
        .text(sharedUser.value())
        .text(serialNumber)
        .text(state())
        .instant(storedAt)
        .bytes(sealed.envelope());
  }

  /** The same seed under other key-encryption keys. */
  MfaDevice with(SealedSecret rewrapped) {
    return new MfaDevice(
        rowId, version + 1, sharedUser, serialNumber, stopped, storedAt, rewrapped);
  }

  MfaDevice stop() {
    return new MfaDevice(rowId, version + 1, sharedUser, serialNumber, true, storedAt, sealed);
  }
}
