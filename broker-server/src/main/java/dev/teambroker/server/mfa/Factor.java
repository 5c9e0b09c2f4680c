package dev.teambroker.server.mfa;

import dev.teambroker.server.audit.DecidingRow;
import dev.teambroker.server.audit.RowContent;
import dev.teambroker.server.audit.RowKind;
import dev.teambroker.server.member.InvitationId;
import dev.teambroker.server.member.MemberId;
import dev.teambroker.server.secretstore.Binding;
import dev.teambroker.server.secretstore.SealedSecret;
import java.time.Instant;

/** A member's TOTP factor; its seed is sealed, and never changes. */
record Factor(
    String id,
    long version,
    MemberId member,
    InvitationId enrolment,
    FactorState state,
    SealedSecret seed,
    Instant createdAt)
    implements DecidingRow {
  private static final long SEED_VERSION = 1;

  /** What a factor's sealed seed belongs to. */
  static Binding binding(String factorId, MemberId member) {
    return new Binding("totp-seed", factorId, member.value(), factorId, SEED_VERSION);
  }

  Binding binding() {
    return binding(id, member);
  }

  @Override
  public RowKind kind() {
    return RowKind.FACTOR;
  }

  @Override
  public RowContent content() {
    return RowContent.format(1)
        .text(member.value())
        .text(enrolment.value())
        .text(state.code())
        .bytes(seed.envelope())
        .instant(createdAt);
  }

  Factor in(FactorState next) {
    return new Factor(id, version, member, enrolment, next, seed, createdAt);
  }

  /** The same seed under other key-encryption keys. */
  Factor with(SealedSecret rewrapped) {
    return new Factor(id, version, member, enrolment, state, rewrapped, createdAt);
  }

  Factor next() {
    return new Factor(id, version + 1, member, enrolment, state, seed, createdAt);
  }
}
