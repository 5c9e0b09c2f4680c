package dev.teambroker.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a sandbox starts with, from a JSON file: users with keys and MFA devices, and roles. */
final class Seed {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String CLUSTER = "https://oidc.example.com/seed";
  private static final String STS = "sts.amazonaws.com";
  private static final Duration TOKEN_LIFETIME = Duration.ofDays(1);

  private final JsonNode content;

  Seed(JsonNode content) {
    this.content = content;
  }

  /** {@code demo} for the one that comes with the sandbox, or a file. */
  static Seed named(String name) {
    try (InputStream in =
        name.equals("demo")
            ? Seed.class.getResourceAsStream("seed/demo.json")
            : Files.newInputStream(Path.of(name))) {
      return new Seed(JSON.readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException("can't read the seed " + name, e);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("the seed " + name + " is no JSON", e);
    }
  }

  /** Makes everything; returns what came of it, keys and seeds included, as JSON. */
  String plant(Population population, URI endpoint) {
    String account = content.path("account").asString(Population.ACCOUNT);
    List<Map<String, Object>> users = new ArrayList<>();
    for (JsonNode user : content.path("users")) {
      users.add(plantUser(population, account, user));
    }
    List<String> roles = new ArrayList<>();
    for (JsonNode role : content.path("roles")) {
      roles.add(plantRole(population, account, role));
    }
    List<String> kmsKeys = new ArrayList<>();
    for (JsonNode region : content.path("kmsKeys")) {
      kmsKeys.add(population.kmsKey(account, region.asString()).arn());
    }
    List<Map<String, String>> pods = new ArrayList<>();
    for (JsonNode pod : content.path("pods")) {
      pods.add(plantPod(population, account, pod));
    }
    Map<String, Object> planted = new LinkedHashMap<>();
    planted.put("endpoint", endpoint.toString());
    planted.put("account", account);
    planted.put("users", users);
    planted.put("roles", roles);
    planted.put("kmsKeys", kmsKeys);
    planted.put("pods", pods);
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(planted);
  }

  private static Map<String, Object> plantUser(
      Population population, String account, JsonNode seed) {
    SandboxUser user =
        population.user(account, seed.path("path").asString("/"), seed.path("name").asString());
    seed.path("policies")
        .properties()
        .forEach(one -> user.withPolicy(one.getKey(), one.getValue().toString()));
    List<Map<String, String>> keys = new ArrayList<>();
    for (int i = 0; i < seed.path("keys").asInt(0); i++) {
      SandboxKey key = user.key();
      keys.add(Map.of("accessKeyId", key.id(), "secretAccessKey", key.secret()));
    }
    List<Map<String, String>> devices = new ArrayList<>();
    for (JsonNode name : seed.path("mfaDevices")) {
      SandboxMfaDevice device = user.mfaDevice(name.asString());
      devices.add(Map.of("serialNumber", device.arn(), "base32Seed", device.base32Seed()));
    }
    return Map.of(
        "userName", user.name(), "arn", user.arn(), "accessKeys", keys, "mfaDevices", devices);
  }

  /**
   * A pod of a cluster that the account trusts, with the web identity that it assumes a role by.
   */
  private static Map<String, String> plantPod(
      Population population, String account, JsonNode seed) {
    String subject = seed.path("subject").asString("pod");
    SandboxOidcProvider cluster =
        new SandboxOidcProvider(
            population.world().account(account), CLUSTER, STS, population.clock());
    SandboxRole role =
        population
            .role(account, seed.path("role").asString())
            .trusting(cluster, subject)
            .withPolicy("pod", seed.path("policy").toString());
    return Map.of(
        "roleArn", role.arn(), "webIdentityToken", cluster.token(subject, STS, TOKEN_LIFETIME));
  }

  private static String plantRole(Population population, String account, JsonNode seed) {
    SandboxRole role =
        population
            .role(account, seed.path("path").asString("/"), seed.path("name").asString())
            .withTrust(seed.path("trust").toString())
            .withMaxSession(Duration.ofSeconds(seed.path("maxSessionSeconds").asInt(3600)));
    seed.path("policies")
        .properties()
        .forEach(one -> role.withPolicy(one.getKey(), one.getValue().toString()));
    return role.arn();
  }
}
