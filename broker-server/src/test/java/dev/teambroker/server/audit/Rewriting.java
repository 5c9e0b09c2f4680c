package dev.teambroker.server.audit;

import dev.teambroker.server.database.TestDatabase;

/** What the owner of the database does to the trail so that it is a chain all the same. */
public final class Rewriting {
  private Rewriting() {}

  /** Cuts the newest records off, and moves the head back. */
  public static void cutTail(TestDatabase database, int records) {
    sql(
        database,
        """
        DELETE FROM broker.audit_record WHERE number > (SELECT number - %d FROM broker.audit_head)
        """
            .formatted(records));
    sql(
        database,
        """
        UPDATE broker.audit_head h SET number = r.number, hash = r.hash
        FROM (SELECT number, hash FROM broker.audit_record ORDER BY epoch DESC, number DESC LIMIT 1)
          AS r
        """);
  }

  /** Changes a record, and computes every hash anew. */
  public static void rewrite(TestDatabase database, String what, String with) {
    sql(
        database,
        "UPDATE broker.audit_record SET body = replace(body, '%s', '%s')".formatted(what, with));
    recompute(database);
  }

  public static void recompute(TestDatabase database) {
    sql(
        database,
        """
        DO $$
        DECLARE
          h bytea := decode(repeat('00', 32), 'hex');
          r record;
        BEGIN
          FOR r IN SELECT epoch, number, body FROM broker.audit_record ORDER BY epoch, number LOOP
            h := sha256(h || int8send(r.epoch) || int8send(r.number) || convert_to(r.body, 'UTF8'));
            UPDATE broker.audit_record SET hash = h WHERE epoch = r.epoch AND number = r.number;
          END LOOP;
          UPDATE broker.audit_head SET hash = h;
        END $$
        """);
  }

  private static void sql(TestDatabase database, String statement) {
    database.ownersJdbc().sql(statement).update();
  }
}
