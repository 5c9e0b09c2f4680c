package dev.teambroker.server.audit;

/** Port: who may read the trail; signing in knows the roles. */
public interface AuditReaders {
  /** Whether the one who makes the running request may: an admin or an auditor. */
  boolean mayRead();
}
