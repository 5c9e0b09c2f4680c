package dev.teambroker.server.audit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is to be recorded. The trail adds the time and, from {@link
 * dev.teambroker.server.web.RequestContext}, the request id, the source address, the member and the
 * device.
 *
 * @param action past tense with its subject before it, such as {@code grant.created}
 * @param attributes what it was about; never a secret
 * @param changes the deciding rows that it changed
 */
public record AuditEvent(
    String action, SequencedMap<String, String> attributes, List<RowChange> changes) {
  public AuditEvent {
    attributes = new LinkedHashMap<>(attributes);
    changes = List.copyOf(changes);
  }

  public static AuditEvent of(String action) {
    return new AuditEvent(action, new LinkedHashMap<>(), List.of());
  }

  /** The same with an attribute more; a null value adds nothing. */
  public AuditEvent with(String name, @Nullable Object value) {
    if (value == null) {
      return this;
    }
    SequencedMap<String, String> more = new LinkedHashMap<>(attributes);
    more.put(name, value.toString());
    return new AuditEvent(action, more, changes);
  }

  /** The same with the rows it changed. */
  public AuditEvent changing(RowChange... more) {
    return new AuditEvent(
        action, attributes, Stream.concat(changes.stream(), Stream.of(more)).toList());
  }

  @Override
  public SequencedMap<String, String> attributes() {
    return new LinkedHashMap<>(attributes);
  }

  /** The attributes in the order they were given. */
  Map<String, String> body() {
    return attributes;
  }
}
