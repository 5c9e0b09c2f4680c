package dev.teambroker.server.consumer;

import dev.teambroker.server.audit.DecidingRow;
import dev.teambroker.server.audit.RowContent;
import dev.teambroker.server.audit.RowKind;
import dev.teambroker.server.member.FreshId;
import dev.teambroker.server.member.MemberId;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * That a rotation need not wait for a consumer any more: the other key may leave.
 *
 * @param rotation its id
 * @param accessKeyId of the key that stays
 * @param by who acknowledged
 */
public record Delivery(
    String id,
    long version,
    String rotation,
    ConsumerId consumer,
    String accessKeyId,
    How how,
    @Nullable MemberId by,
    Instant at)
    implements DecidingRow {

  /** Why not. */
  public enum How {
    /** It has the key. */
    PUSHED,
    /** Somebody said that it needs the other one no more. */
    ACKNOWLEDGED,
    /** Its time was over. */
    FORCED;

    /** As it stands in the row and crosses the wire. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    static How ofCode(String code) {
      return valueOf(code.toUpperCase(Locale.ROOT));
    }
  }

  /** A key for a consumer in a rotation. */
  public record Errand(String rotation, Consumer consumer, String accessKeyId) {}

  static Delivery fresh(Errand errand, How how, @Nullable MemberId by, Instant now) {
    return new Delivery(
        FreshId.of("h"),
        1,
        errand.rotation(),
        errand.consumer().consumerId(),
        errand.accessKeyId(),
        how,
        by,
        now);
  }

  boolean is(Errand errand) {
    return rotation.equals(errand.rotation())
        && consumer.equals(errand.consumer().consumerId())
        && accessKeyId.equals(errand.accessKeyId());
  }

  @Override
  public RowKind kind() {
    return RowKind.CONSUMER_DELIVERY;
  }

  @Override
  public RowContent content() {
    return RowContent.format(1)
        .text(rotation)
        .text(consumer.value())
        .text(accessKeyId)
        .text(how.code())
        .text(by == null ? null : by.value())
        .instant(at);
  }
}
