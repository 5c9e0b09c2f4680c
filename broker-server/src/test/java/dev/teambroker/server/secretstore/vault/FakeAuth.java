package dev.teambroker.server.secretstore.vault;

import dev.teambroker.server.secretstore.vault.FakeVault.Answer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Tokens, policies, AppRoles and one Kubernetes role, as Vault has them. */
final class FakeAuth {
  static final String SERVICE_ACCOUNT = "a.service.account";
  private static final Duration NO_END = Duration.ZERO;
  private static final Pattern RULE =
      Pattern.compile("path \"([^\"]+)\" \\{ capabilities = \\[([^]]*)] }");

  private final InstantSource clock;
  private final String root = "hvs." + UUID.randomUUID();
  private final Map<String, Token> tokens = new ConcurrentHashMap<>();
  private final Map<String, String> policies = new ConcurrentHashMap<>();
  private final Map<String, Role> roles = new ConcurrentHashMap<>();
  final AtomicInteger logins = new AtomicInteger();
  final AtomicInteger refusedLogins = new AtomicInteger();
  final AtomicInteger renewals = new AtomicInteger();

  private record Token(String policy, @Nullable Instant end, Instant most, boolean renewable) {
    boolean isOver(Instant now) {
      return end != null && !now.isBefore(end);
    }
  }

  private record Role(
      String policy, Duration ttl, Duration most, String id, List<String> secretIds) {}

  FakeAuth(InstantSource clock) {
    this.clock = clock;
    tokens.put(root, new Token("root", null, Instant.MAX, false));
  }

  String rootToken() {
    return root;
  }

  void adds(String token, String policy, Instant end) {
    tokens.put(token, new Token(policy, end, end, false));
  }

  /** Every token but root's is gone. */
  void revokeTokens() {
    tokens.keySet().removeIf(token -> !token.equals(root));
  }

  boolean allows(@Nullable String token, String method, String path, FakeTransit transit) {
    Token known = token == null ? null : tokens.get(token);
    if (known == null || known.isOver(clock.instant())) {
      return false;
    }
    if (known.policy().equals("root")
        || (path.startsWith("auth/token/") && path.endsWith("-self"))) {
      return true;
    }
    String wanted =
        switch (method) {
          case "GET" -> "read";
          case "DELETE" -> "delete";
          default -> transit.exists(path) ? "update" : "create";
        };
    return RULE.matcher(policies.getOrDefault(known.policy(), ""))
        .results()
        .anyMatch(rule -> isFor(rule, path, wanted));
  }

  private static boolean isFor(MatchResult rule, String path, String wanted) {
    return rule.group(1).equals(path) && rule.group(2).contains('"' + wanted + '"');
  }

  Answer login(String path, JsonNode input) {
    logins.incrementAndGet();
    if (path.equals("auth/kubernetes/login")) {
      return input.path("role").asString("").equals("broker")
              && input.path("jwt").asString("").equals(SERVICE_ACCOUNT)
          ? issued("broker", Duration.ofHours(1), Duration.ofHours(2))
          : refused(Answer.errors(403, "permission denied"));
    }
    for (Role role : roles.values()) {
      if (path.equals("auth/approle/login")
          && role.id().equals(input.path("role_id").asString(""))
          && role.secretIds().contains(input.path("secret_id").asString(""))) {
        return issued(role.policy(), role.ttl(), role.most());
      }
    }
    return refused(Answer.errors(400, "invalid role or secret ID"));
  }

  private Answer refused(Answer answer) {
    refusedLogins.incrementAndGet();
    return answer;
  }

  private Answer issued(String policy, Duration ttl, Duration most) {
    String token = "hvs." + UUID.randomUUID();
    Instant now = clock.instant();
    tokens.put(token, new Token(policy, end(now, ttl), now.plus(most), true));
    return told(token, ttl);
  }

  private static @Nullable Instant end(Instant now, Duration ttl) {
    return ttl.equals(NO_END) ? null : now.plus(ttl);
  }

  private static Answer told(String token, Duration ttl) {
    return Answer.auth(
        Map.of(
            "client_token",
            token,
            "accessor",
            "a",
            "policies",
            List.of("default"),
            "lease_duration",
            ttl.toSeconds(),
            "renewable",
            true));
  }

  @Nullable Answer answer(String method, String path, JsonNode input, String shown) {
    String last = path.substring(path.lastIndexOf('/') + 1);
    if (path.startsWith("sys/mounts/") || path.startsWith("sys/auth/")) {
      return Answer.nothing();
    }
    if (path.startsWith("sys/policies/acl/")) {
      policies.put(last, input.path("policy").asString(""));
      return Answer.nothing();
    }
    if (path.startsWith("auth/approle/role/")) {
      return role(path.substring("auth/approle/role/".length()), input);
    }
    return switch (method + " " + path) {
      case "POST auth/token/create" ->
          issued(
              input.path("policies").path(0).asString(""),
              duration(input.path("ttl").asString("0s")),
              Duration.ofDays(365));
      case "GET auth/token/lookup-self" -> lookedUp(shown);
      case "POST auth/token/renew-self" -> renewed(shown);
      case "POST auth/token/revoke" -> {
        tokens.remove(input.path("token").asString(""));
        yield Answer.nothing();
      }
      default -> null;
    };
  }

  private Answer lookedUp(String shown) {
    Token token = tokens.getOrDefault(shown, new Token("", null, Instant.MAX, false));
    long ttl = token.end() == null ? 0 : Duration.between(clock.instant(), token.end()).toSeconds();
    return Answer.data(Map.of("ttl", ttl, "renewable", token.renewable(), "type", "service"));
  }

  private Answer renewed(String shown) {
    renewals.incrementAndGet();
    Token token = tokens.getOrDefault(shown, new Token("", null, Instant.MAX, false));
    if (!token.renewable()) {
      return Answer.errors(400, "lease is not renewable");
    }
    Instant now = clock.instant();
    Instant wanted = now.plus(Duration.ofHours(1));
    Instant end = wanted.isBefore(token.most()) ? wanted : token.most();
    tokens.put(shown, new Token(token.policy(), end, token.most(), true));
    return told(shown, Duration.between(now, end));
  }

  private @Nullable Answer role(String path, JsonNode input) {
    String name = path.replaceFirst("/.*", "");
    Role role = roles.get(name);
    if (path.equals(name)) {
      roles.put(
          name,
          new Role(
              input.path("token_policies").path(0).asString(""),
              duration(input.path("token_ttl").asString("0s")),
              duration(input.path("token_max_ttl").asString("0s")),
              "role-" + UUID.randomUUID(),
              new ArrayList<>()));
      return Answer.nothing();
    }
    if (role == null) {
      return null;
    }
    if (path.endsWith("/role-id")) {
      return Answer.data(Map.of("role_id", role.id()));
    }
    String secretId = UUID.randomUUID().toString();
    role.secretIds().add(secretId);
    return Answer.data(Map.of("secret_id", secretId, "secret_id_ttl", 0));
  }

  private static Duration duration(String text) {
    return Duration.parse("PT" + text);
  }
}
