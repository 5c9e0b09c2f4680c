package dev.teambroker.server.signin;

import dev.teambroker.server.database.TestDatabase;

/** Two replicas with an admin, started once for all tests that need no others. */
final class SharedBroker {
  static final SettableClock CLOCK = new SettableClock();
  static final TestDatabase DATABASE = TestDatabase.fresh();
  static final Replica ONE = Replica.start(DATABASE, CLOCK);
  static final Replica OTHER = ONE.another(DATABASE, CLOCK);
  static final Person ADMIN = Person.firstAdmin(ONE, CLOCK);

  private SharedBroker() {}

  /** How many records of that action there are, about that member. */
  static int records(String action, String about) {
    return DATABASE
        .jdbc()
        .sql(
            """
            select count(*) from broker.audit_record
             where body::jsonb ->> 'action' = :action and body like '%"' || :about || '"%'
            """)
        .param("action", action)
        .param("about", about)
        .query(Integer.class)
        .single();
  }

  static long records() {
    return DATABASE
        .jdbc()
        .sql("select count(*) from broker.audit_record")
        .query(Long.class)
        .single();
  }
}
