package dev.teambroker.server.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Whether the role that serves is kept from the audit trail's rows; why not, a sentence each. */
final class ServiceRole {
  private static final String RIGHTS =
      """
      SELECT what FROM (
        SELECT 1 AS rank, 'is a superuser' AS what
          FROM pg_roles WHERE rolname = current_user AND rolsuper
        UNION ALL
        SELECT 2, 'owns, or is a member of the role that owns, ' || c.relname
          FROM pg_class c
          WHERE c.oid IN ('broker.audit_record'::regclass, 'broker.audit_head'::regclass)
            AND pg_has_role(current_user, c.relowner, 'MEMBER')
        UNION ALL
        SELECT 3, 'may ' || lower(p.privilege) || ' rows of ' || t.name
          FROM unnest(ARRAY['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER'])
              AS p (privilege),
            unnest(ARRAY['audit_record', 'audit_head', 'audit_base', 'ledger_session']) AS t (name)
          WHERE has_table_privilege(current_user, 'broker.' || t.name, p.privilege)
        UNION ALL
        SELECT 4, 'may create objects in the schema broker'
          WHERE has_schema_privilege(current_user, 'broker', 'CREATE')
        UNION ALL
        SELECT 5, 'may make itself a member of other roles (CREATEROLE)'
          FROM pg_roles WHERE rolname = current_user AND rolcreaterole
        UNION ALL
        SELECT 6, 'is a member of ' || r.rolname
          FROM pg_roles r
          WHERE r.rolname IN ('pg_write_server_files', 'pg_execute_server_program',
              'pg_write_all_data')
            AND pg_has_role(current_user, r.oid, 'MEMBER')
      ) AS found ORDER BY rank, what
      """;

  private ServiceRole() {}

  static List<String> faults(Connection connection) throws SQLException {
    List<String> faults = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(RIGHTS)) {
      while (rows.next()) {
        faults.add("the role of broker.database.user " + rows.getString("what"));
      }
    }
    return faults;
  }
}
