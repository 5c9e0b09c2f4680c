package dev.teambroker.server.shareduser;

import dev.teambroker.server.audit.DecidingRow;
import dev.teambroker.server.audit.RowContent;
import dev.teambroker.server.audit.RowKind;
import dev.teambroker.server.member.FreshId;
import dev.teambroker.server.secretstore.Binding;
import dev.teambroker.server.secretstore.SealedSecret;
import java.time.Instant;

/**
 * An access key of a shared user, its secret sealed.
 *
 * @param rowId random; the access key id itself could come back after a removal
 * @param exposed whether it has ever been outside the broker
 */
record AccessKey(
    String rowId,
    long version,
    SharedUserId sharedUser,
    String accessKeyId,
    KeyState state,
    boolean exposed,
    Instant storedAt,
    SealedSecret sealed)
    implements DecidingRow {

  static String freshId() {
    return FreshId.of("k");
  }

  /** What the secret of a key that came in is sealed for: this row, this user, this key. */
  static Binding binding(String rowId, String userArn, String accessKeyId) {
    return new Binding("access-key", rowId, userArn, accessKeyId, 1);
  }

  /**
   * What the secret of a key is sealed for that the broker lets AWS make: the data key is there
   * before AWS has said the key's id. The row, with its MAC, ties the two.
   */
  static Binding reserved(String rowId, String userArn) {
    return new Binding("access-key", rowId, userArn, "made by this row's broker", 1);
  }

  /** What its secret is sealed for. A key is sealed once. */
  Binding binding(String userArn) {
    return exposed ? binding(rowId, userArn, accessKeyId) : reserved(rowId, userArn);
  }

  @Override
  public RowKind kind() {
    return RowKind.ACCESS_KEY;
  }

  @Override
  public String id() {
    return rowId;
  }

  @Override
  public RowContent content() {
    return RowContent.format(1)
        .text(sharedUser.value())
        .text(accessKeyId)
        .text(state.code())
        .flag(exposed)
        .instant(storedAt)
        .bytes(sealed.envelope());
  }

  /** The same secret under other key-encryption keys. */
  AccessKey with(SealedSecret rewrapped) {
    return new AccessKey(
        rowId, version + 1, sharedUser, accessKeyId, state, exposed, storedAt, rewrapped);
  }

  AccessKey in(KeyState next) {
    return new AccessKey(
        rowId, version + 1, sharedUser, accessKeyId, next, exposed, storedAt, sealed);
  }
}
