package dev.teambroker.server.audit;

/**
 * A deciding row's new version as the audit record of its change names it.
 *
 * @param mac 32 bytes, hex; over kind, id, version and content, or over the removal
 */
public record RowChange(RowKind kind, String id, long version, String mac, boolean removed) {}
