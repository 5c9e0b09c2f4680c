package dev.teambroker.server.secretstore.vault;

import dev.teambroker.server.secretstore.vault.FakeVault.Answer;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The Transit engine, with keys of aes256-gcm96 and their versions. */
final class FakeTransit {
  private static final Pattern CIPHERTEXT = Pattern.compile("vault:v(\\d+):(.+)");
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int NONCE = 12;

  private final InstantSource clock;
  private volatile boolean ignoring;
  private final Map<String, Key> keys = new ConcurrentHashMap<>();

  private static final class Key {
    private final List<byte[]> versions = new CopyOnWriteArrayList<>();
    private final Map<String, Object> settings = new ConcurrentHashMap<>();
    private final Map<String, Object> times = new LinkedHashMap<>();
  }

  FakeTransit(InstantSource clock) {
    this.clock = clock;
  }

  /** As one that is older than that parameter. */
  void ignoresAssociatedData() {
    ignoring = true;
  }

  void makes(String name) {
    made(name, tools.jackson.databind.json.JsonMapper.shared().createObjectNode());
  }

  /** Whether a write there changes what is there already. */
  boolean exists(String path) {
    boolean named = path.startsWith("transit/encrypt/") || path.startsWith("transit/keys/");
    return !named || keys.containsKey(path.split("/", -1)[2]);
  }

  @Nullable Answer answer(String method, String path, JsonNode input) {
    String[] parts = path.split("/", -1);
    String name = parts[1];
    Key key = keys.get(name);
    return switch (method + " " + parts[0] + (parts.length > 2 ? "/" + parts[2] : "")) {
      case "POST encrypt" -> key == null ? missing() : encrypted(key, input);
      case "POST decrypt" -> key == null ? missing() : decrypted(key, input);
      case "GET keys" -> key == null ? new Answer(404, "{\"errors\":[]}") : described(name, key);
      case "POST keys" -> made(name, input);
      case "POST keys/config" -> key == null ? missing() : configured(key, input);
      case "POST keys/rotate" -> key == null ? missing() : rotated(key);
      case "DELETE keys" -> deleted(name, key);
      default -> null;
    };
  }

  private static Answer missing() {
    return Answer.errors(400, "encryption key not found");
  }

  private Answer made(String name, JsonNode input) {
    Key key = new Key();
    for (String setting : new String[] {"exportable", "allow_plaintext_backup", "derived"}) {
      key.settings.put(setting, input.path(setting).asBoolean(false));
    }
    key.settings.put("type", input.path("type").asString("aes256-gcm96"));
    key.settings.put("auto_rotate_period", input.path("auto_rotate_period").asLong(0));
    key.settings.put("min_decryption_version", 1);
    key.settings.put("deletion_allowed", false);
    rotated(key);
    keys.putIfAbsent(name, key);
    return Answer.nothing();
  }

  private Answer rotated(Key key) {
    byte[] fresh = new byte[32];
    RANDOM.nextBytes(fresh);
    key.versions.add(fresh);
    key.times.put(Integer.toString(key.versions.size()), clock.instant().getEpochSecond());
    return Answer.nothing();
  }

  private static Answer configured(Key key, JsonNode input) {
    if (input.has("min_decryption_version")) {
      key.settings.put("min_decryption_version", input.path("min_decryption_version").asInt());
    }
    if (input.has("deletion_allowed")) {
      key.settings.put("deletion_allowed", input.path("deletion_allowed").asBoolean());
    }
    return Answer.nothing();
  }

  private Answer deleted(String name, @Nullable Key key) {
    if (key == null) {
      return missing();
    }
    if (!Boolean.TRUE.equals(key.settings.get("deletion_allowed"))) {
      return Answer.errors(400, "error deleting policy " + name + ": deletion is not allowed");
    }
    keys.remove(name);
    return Answer.nothing();
  }

  private static Answer described(String name, Key key) {
    Map<String, Object> data = new LinkedHashMap<>(key.settings);
    data.put("name", name);
    data.put("latest_version", key.versions.size());
    data.put("keys", key.times);
    return Answer.data(data);
  }

  private Answer encrypted(Key key, JsonNode input) {
    int version = key.versions.size();
    byte[] nonce = new byte[NONCE];
    RANDOM.nextBytes(nonce);
    byte[] sealed =
        run(Cipher.ENCRYPT_MODE, key, version, nonce, decoded(input, "plaintext"), input);
    if (sealed == null) {
      return Answer.errors(400, "illegal base64 data");
    }
    byte[] whole = ByteBuffer.allocate(NONCE + sealed.length).put(nonce).put(sealed).array();
    return Answer.data(
        Map.of(
            "ciphertext",
            "vault:v" + version + ":" + Base64.getEncoder().encodeToString(whole),
            "key_version",
            version));
  }

  private Answer decrypted(Key key, JsonNode input) {
    Matcher parts = CIPHERTEXT.matcher(input.path("ciphertext").asString(""));
    if (!parts.matches()) {
      return Answer.errors(400, "invalid ciphertext: no prefix");
    }
    // As Vault does: version 0 is read as the first one.
    int version = Math.max(1, Integer.parseInt(parts.group(1)));
    if (version > key.versions.size()) {
      return Answer.errors(400, "invalid ciphertext: version is too new");
    }
    if (version < (int) key.settings.getOrDefault("min_decryption_version", 1)) {
      return Answer.errors(
          400, "ciphertext or signature version is disallowed by policy (too old)");
    }
    byte[] whole = Base64.getDecoder().decode(parts.group(2));
    byte[] plain =
        whole.length < NONCE
            ? null
            : run(
                Cipher.DECRYPT_MODE,
                key,
                version,
                Arrays.copyOf(whole, NONCE),
                Arrays.copyOfRange(whole, NONCE, whole.length),
                input);
    return plain == null
        ? Answer.errors(400, "invalid ciphertext: unable to decrypt")
        : Answer.data(Map.of("plaintext", Base64.getEncoder().encodeToString(plain)));
  }

  private static byte[] decoded(JsonNode input, String field) {
    return Base64.getDecoder().decode(input.path(field).asString(""));
  }

  private byte @Nullable [] run(
      int mode, Key key, int version, byte[] nonce, byte[] in, JsonNode input) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          mode,
          new SecretKeySpec(key.versions.get(version - 1), "AES"),
          new GCMParameterSpec(128, nonce));
      if (!ignoring) {
        cipher.updateAAD(decoded(input, "associated_data"));
      }
      return cipher.doFinal(in);
    } catch (GeneralSecurityException e) {
      return null;
    }
  }
}
