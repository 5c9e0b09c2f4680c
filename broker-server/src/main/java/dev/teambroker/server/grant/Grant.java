package dev.teambroker.server.grant;

import dev.teambroker.server.audit.DecidingRow;
import dev.teambroker.server.audit.RowContent;
import dev.teambroker.server.audit.RowKind;
import dev.teambroker.server.member.MemberId;
import dev.teambroker.server.shareduser.SharedUserId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** That members may have a kind of session of a shared user, within limits. It never changes. */
public record Grant(
    GrantId grantId,
    long version,
    SharedUserId sharedUser,
    Grantee grantee,
    Terms terms,
    Limits limits,
    MemberId grantedBy,
    Instant grantedAt)
    implements DecidingRow {

  @Override
  public RowKind kind() {
    return RowKind.GRANT;
  }

  @Override
  public String id() {
    return grantId.value();
  }

  @Override
  public RowContent content() {
    return RowContent.format(1)
        .text(sharedUser.value())
        .text(memberId())
        .text(teamId())
        .text(terms.kind().code())
        .texts(terms.grantedRoles())
        .text(terms.mfa().code())
        .text(terms.policy())
        .text(TagText.of(terms.sessionTags()))
        .number(limits.usual().toSeconds())
        .number(limits.longest().toSeconds())
        .number(seconds(limits.secondFactorAge()))
        .texts(limits.sourceNetworks())
        .instant(limits.notBefore())
        .instant(limits.notAfter())
        .text(grantedBy.value())
        .instant(grantedAt);
  }

  @Nullable String memberId() {
    return grantee instanceof Grantee.OneMember(MemberId member) ? member.value() : null;
  }

  @Nullable String teamId() {
    return grantee instanceof Grantee.WholeTeam team ? team.team().value() : null;
  }

  static @Nullable Long seconds(@Nullable Duration duration) {
    return duration == null ? null : duration.toSeconds();
  }
}
