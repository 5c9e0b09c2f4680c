package dev.teambroker.sandbox.sts;

import static dev.teambroker.sandbox.setting.Enforcement.SOURCE_IDENTITY_IMMUTABLE;
import static dev.teambroker.sandbox.setting.Enforcement.TRANSITIVE_TAGS_IMMUTABLE;

import dev.teambroker.sandbox.account.RoleSession;
import dev.teambroker.sandbox.account.SessionLimits;
import dev.teambroker.sandbox.call.Call;
import dev.teambroker.sandbox.wire.AwsError;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Source identity and tags of a session to be: what the call gives, on top of what it inherits. */
record SessionIdentity(
    Optional<String> source, Map<String, String> tags, Set<String> transitive, boolean givesTags) {

  SessionIdentity {
    tags = Map.copyOf(tags);
    transitive = Set.copyOf(transitive);
  }

  static SessionIdentity of(Call call) {
    Map<String, String> given = Tags.of(call);
    Set<String> transitive = new HashSet<>(Tags.transitive(call));
    SessionLimits inherited = inherited(call);
    Map<String, String> tags = new LinkedHashMap<>(given);
    for (String key : inherited.transitiveTags()) {
      call.refuse(
          TRANSITIVE_TAGS_IMMUTABLE,
          given.keySet().stream().anyMatch(key::equalsIgnoreCase),
          () ->
              AwsError.accessDenied(
                  "One of the specified transitive tag keys can't be set because it conflicts with"
                      + " a transitive tag key from the calling session."));
      tags.put(key, inherited.tags().getOrDefault(key, ""));
      transitive.add(key);
    }
    return new SessionIdentity(
        source(call, inherited.sourceIdentity()), tags, transitive, !given.isEmpty());
  }

  private static SessionLimits inherited(Call call) {
    return call.caller().credential() instanceof RoleSession session
        ? session.limits()
        : new SessionLimits(List.of(), Map.of(), Set.of(), Optional.empty());
  }

  private static Optional<String> source(Call call, Optional<String> inherited) {
    Optional<String> given = call.given().text("SourceIdentity", Rules.SOURCE_IDENTITY);
    call.refuse(
        SOURCE_IDENTITY_IMMUTABLE,
        given.isPresent() && inherited.isPresent() && !given.equals(inherited),
        () ->
            AwsError.accessDenied(
                "The source identity of the calling session can't be changed by role chaining."));
    return inherited.or(() -> given);
  }
}
