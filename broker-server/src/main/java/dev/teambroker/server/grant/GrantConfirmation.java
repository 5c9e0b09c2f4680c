package dev.teambroker.server.grant;

import dev.teambroker.server.audit.DecidingRow;
import dev.teambroker.server.audit.RowContent;
import dev.teambroker.server.audit.RowKind;
import dev.teambroker.server.member.FreshId;
import dev.teambroker.server.member.MemberId;
import dev.teambroker.server.member.Membership;
import java.time.Instant;

/**
 * That an owner means, with a grant to a team, somebody who came to the team later. It is for that
 * membership: who leaves and comes again has to be confirmed again.
 */
record GrantConfirmation(
    String id,
    long version,
    GrantId grant,
    String membership,
    MemberId confirmedBy,
    Instant confirmedAt)
    implements DecidingRow {

  static GrantConfirmation fresh(
      Grant grant, Membership membership, MemberId confirmedBy, Instant now) {
    return new GrantConfirmation(
        FreshId.of("n"), 1, grant.grantId(), membership.id(), confirmedBy, now);
  }

  @Override
  public RowKind kind() {
    return RowKind.GRANT_CONFIRMATION;
  }

  @Override
  public RowContent content() {
    return RowContent.format(1)
        .text(grant.value())
        .text(membership)
        .text(confirmedBy.value())
        .instant(confirmedAt);
  }
}
