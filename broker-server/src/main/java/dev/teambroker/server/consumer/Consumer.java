package dev.teambroker.server.consumer;

import dev.teambroker.server.audit.DecidingRow;
import dev.teambroker.server.audit.RowContent;
import dev.teambroker.server.audit.RowKind;
import dev.teambroker.server.member.MemberId;
import dev.teambroker.server.shareduser.SharedUserId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that needs the long-term key of a shared user. It counts once it is confirmed.
 *
 * @param forceAfter how long after the switch a rotation goes on without it; null: it is held
 */
public record Consumer(
    ConsumerId consumerId,
    long version,
    SharedUserId sharedUser,
    String name,
    Destination destination,
    @Nullable Duration forceAfter,
    Word proposed,
    @Nullable Word confirmed)
    implements DecidingRow {

  /** What a member said, and when. */
  public record Word(MemberId by, Instant at) {}

  Consumer confirmed(Word word) {
    return new Consumer(
        consumerId, version + 1, sharedUser, name, destination, forceAfter, proposed, word);
  }

  public boolean isConfirmed() {
    return confirmed != null;
  }

  /** Whether the key is pushed to it, and it need not say anything. */
  public boolean isPushedTo() {
    return destination.isPushedTo();
  }

  /** For people: {@code ci (file)}. */
  public String told() {
    return name + " (" + destination.kind().code() + ")";
  }

  @Override
  public RowKind kind() {
    return RowKind.CONSUMER;
  }

  @Override
  public String id() {
    return consumerId.value();
  }

  @Override
  public RowContent content() {
    return RowContent.format(1)
        .text(sharedUser.value())
        .text(name)
        .text(destination.kind().code())
        .text(destination.address())
        .text(destination.publicKey())
        .number(forceAfter == null ? null : forceAfter.toSeconds())
        .text(proposed.by().value())
        .instant(proposed.at())
        .text(confirmed == null ? null : confirmed.by().value())
        .instant(confirmed == null ? null : confirmed.at());
  }
}
