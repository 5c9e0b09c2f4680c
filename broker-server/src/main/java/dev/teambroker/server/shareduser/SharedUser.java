package dev.teambroker.server.shareduser;

import dev.teambroker.server.audit.DecidingRow;
import dev.teambroker.server.audit.RowContent;
import dev.teambroker.server.audit.RowKind;
import dev.teambroker.server.aws.Partition;
import dev.teambroker.server.member.MemberId;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * An IAM user that several members use.
 *
 * @param name the broker's name for it
 * @param userId immutable at AWS: a user made again under its name has another
 */
public record SharedUser(
    SharedUserId sharedUserId,
    long version,
    String name,
    Partition partition,
    String account,
    String userName,
    String userArn,
    String userId,
    SharedUserState state,
    MemberId importedBy,
    Instant importedAt)
    implements DecidingRow {

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

  /** Whether a shared user may be called so. */
  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /** Whether sessions of it are issued. */
  public boolean mayBeUsed() {
    return state instanceof SharedUserState.Active;
  }

  @Override
  public RowKind kind() {
    return RowKind.SHARED_USER;
  }

  @Override
  public String id() {
    return sharedUserId.value();
  }

  @Override
  public RowContent content() {
    return RowContent.format(1)
        .text(name)
        .text(partition.code())
        .text(account)
        .text(userName)
        .text(userArn)
        .text(userId)
        .text(state.code())
        .text(importedBy.value())
        .instant(importedAt);
  }

  /** Its next version, in that state. */
  SharedUser in(SharedUserState next) {
    return new SharedUser(
        sharedUserId,
        version + 1,
        name,
        partition,
        account,
        userName,
        userArn,
        userId,
        next,
        importedBy,
        importedAt);
  }
}
