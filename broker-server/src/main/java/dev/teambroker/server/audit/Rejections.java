package dev.teambroker.server.audit;

import org.springframework.stereotype.Component;

/** Rejects rows, with an alarm. */
@Component
class Rejections {
  private final Alarms alarms;

  Rejections(Alarms alarms) {
    this.alarms = alarms;
  }

  RowRejected rejected(RowKind kind, String id, String why) {
    alarms.raise(
        "row " + kind.code() + " " + id,
        AuditEvent.of("row.rejected").with("kind", kind.code()).with("id", id).with("reason", why));
    return new RowRejected(kind, id, why);
  }
}
