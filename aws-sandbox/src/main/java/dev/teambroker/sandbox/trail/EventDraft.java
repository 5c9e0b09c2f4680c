package dev.teambroker.sandbox.trail;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an operation has to say about itself in the log. */
public final class EventDraft {
  private final Map<String, Object> requested = new LinkedHashMap<>();
  private final Map<String, Object> answered = new LinkedHashMap<>();
  private final List<TrailEvent.Resource> resources = new ArrayList<>();

  public EventDraft requested(String name, Object value) {
    requested.put(name, value);
    return this;
  }

  public EventDraft answered(String name, Object value) {
    answered.put(name, value);
    return this;
  }

  public EventDraft about(String type, String name) {
    resources.add(new TrailEvent.Resource(type, name));
    return this;
  }

  public Map<String, Object> requested() {
    return requested;
  }

  public Map<String, Object> answered() {
    return answered;
  }

  public List<TrailEvent.Resource> resources() {
    return resources;
  }
}
