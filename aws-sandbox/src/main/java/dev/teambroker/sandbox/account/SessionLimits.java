package dev.teambroker.sandbox.account;

import dev.teambroker.sandbox.policy.PolicyDocument;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a session was given on its way: policies that narrow it, tags, the source identity. */
public record SessionLimits(
    List<PolicyDocument> policies,
    Map<String, String> tags,
    Set<String> transitiveTags,
    Optional<String> sourceIdentity) {

  public SessionLimits {
    policies = List.copyOf(policies);
    tags = Map.copyOf(tags);
    transitiveTags = Set.copyOf(transitiveTags);
  }
}
