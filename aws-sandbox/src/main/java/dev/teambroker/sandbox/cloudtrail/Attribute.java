package dev.teambroker.sandbox.cloudtrail;

import dev.teambroker.sandbox.trail.TrailEvent;
import java.util.Optional;
import java.util.function.Predicate;

/** What events are looked up by. */
record Attribute(Predicate<TrailEvent> test) {

  static Optional<Attribute> of(String key, String value) {
    Predicate<TrailEvent> test =
        switch (key) {
          case "EventId" -> event -> event.eventId().equals(value);
          case "EventName" -> event -> event.name().equals(value);
          case "EventSource" -> event -> event.source().equals(value);
          case "ReadOnly" -> event -> Boolean.toString(event.readOnly()).equals(value);
          case "Username" -> event -> event.userName().equals(Optional.of(value));
          case "AccessKeyId" -> event -> event.accessKeyId().equals(Optional.of(value));
          case "ResourceName" ->
              event -> event.resources().stream().anyMatch(one -> one.name().equals(value));
          case "ResourceType" ->
              event -> event.resources().stream().anyMatch(one -> one.type().equals(value));
          default -> null;
        };
    return Optional.ofNullable(test).map(Attribute::new);
  }

  boolean matches(TrailEvent event) {
    return test.test(event);
  }
}
