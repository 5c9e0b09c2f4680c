package dev.teambroker.sandbox.account;

import dev.teambroker.sandbox.policy.Decision;
import dev.teambroker.sandbox.policy.PolicyDocument;
import dev.teambroker.sandbox.policy.Question;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The inline policies of a user or a role, each with its history. */
public final class Policies {
  private final Map<String, Timeline<Optional<PolicyDocument>>> named = new TreeMap<>();

  public synchronized void put(String name, PolicyDocument document, Instant at) {
    named.computeIfAbsent(name, any -> new Timeline<>()).set(at, Optional.of(document));
  }

  /** Whether there was one. */
  public synchronized boolean remove(String name, Instant at) {
    if (get(name).isEmpty()) {
      return false;
    }
    named.computeIfAbsent(name, any -> new Timeline<>()).set(at, Optional.empty());
    return true;
  }

  public synchronized Optional<PolicyDocument> get(String name) {
    return Optional.ofNullable(named.get(name)).flatMap(Timeline::latest);
  }

  public synchronized List<String> names() {
    return named.entrySet().stream()
        .filter(policy -> policy.getValue().latest().isPresent())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** What the policies as they were at that time say. */
  public synchronized Decision decide(Question question, Instant asOf) {
    return named.values().stream()
        .flatMap(history -> history.at(asOf).flatMap(document -> document).stream())
        .map(document -> document.decide(question))
        .reduce(Decision.NOT_ALLOWED, Decision::or);
  }
}
