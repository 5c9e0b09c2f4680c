package dev.teambroker.sandbox.trail;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One call, as CloudTrail tells of it. It never holds a secret. */
public record TrailEvent(
    String eventId,
    Instant time,
    String source,
    String name,
    String region,
    boolean readOnly,
    Optional<String> accessKeyId,
    Optional<String> userName,
    List<Resource> resources,
    Map<String, Object> content) {

  /** What a call was about, such as {@code AWS::IAM::AccessKey}. */
  public record Resource(String type, String name) {}

  public TrailEvent {
    resources = List.copyOf(resources);
    content = new LinkedHashMap<>(content);
  }
}
