package dev.teambroker.server.secretstore.pkcs11;

import dev.teambroker.server.secretstore.SecretStoreUnavailable;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which key of which token, as RFC 7512 writes it: {@code
 * pkcs11:token=broker;object=broker-kek-1?pin-source=file:/etc/broker/pin}.
 *
 * @param token the token's label
 * @param slot where it is, if it has no label that is its own
 * @param object the key's label
 * @param pinFile in place of {@code broker.secret-store.pkcs11.pin-file}
 * @param library in place of {@code broker.secret-store.pkcs11.library}
 */
record Pkcs11Uri(
    @Nullable String token,
    @Nullable Long slot,
    String object,
    @Nullable Path pinFile,
    @Nullable Path library) {
  static final String SCHEME = "pkcs11";
  private static final Set<String> KNOWN =
      Set.of("token", "slot-id", "object", "type", "pin-source", "module-path");

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException with a sentence that says what it takes
   */
  static Pkcs11Uri of(String uri) {
    TreeMap<String, String> parts = new TreeMap<>();
    for (String part : uri.substring(uri.indexOf(':') + 1).split("[;?&]", -1)) {
      int equals = part.indexOf('=');
      String name = equals < 0 ? part : part.substring(0, equals);
      if (equals < 0 || !KNOWN.contains(name) || parts.put(name, decoded(part, equals)) != null) {
        throw refused(name + " is none of it, or stands there twice");
      }
    }
    String object = parts.get("object");
    String slot = parts.get("slot-id");
    if (object == null || object.isBlank() || (parts.get("token") == null && slot == null)) {
      throw refused("token (or slot-id) and object are needed");
    }
    if (slot != null && !slot.matches("\\d{1,18}")) {
      throw refused("slot-id is a number");
    }
    String pinFile = parts.get("pin-source");
    String library = parts.get("module-path");
    return new Pkcs11Uri(
        parts.get("token"),
        slot == null ? null : Long.valueOf(slot),
        object,
        pinFile == null ? null : Path.of(pinFile.replaceFirst("^file:(//)?", "")),
        library == null ? null : Path.of(library));
  }

  private static String decoded(String part, int equals) {
    return URLDecoder.decode(
        part.substring(equals + 1).replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static IllegalArgumentException refused(String why) {
    return new IllegalArgumentException(
        "a key in a token is named as in pkcs11:token=broker;object=broker-kek-1"
            + " (RFC 7512; slot-id, pin-source and module-path are taken too): "
            + why);
  }

  /** As it stands in envelopes: neither where the module is nor where the PIN is. */
  String keyId() {
    return "pkcs11/" + (token == null ? "slot " + slot : token) + "/" + object;
  }

  /**
   * The one token that is meant.
   *
   * @throws SecretStoreUnavailable when it isn't there, or can't be told from another
   */
  Token among(List<Token> present) {
    List<Token> named = present.stream().filter(this::isIn).toList();
    if (named.size() != 1) {
      throw new SecretStoreUnavailable(
          "%s is %s; there are %s"
              .formatted(
                  place(),
                  named.isEmpty() ? "not there" : "not the only one of its name: add a slot-id",
                  present.stream().map(Token::label).filter(name -> !name.isEmpty()).toList()));
    }
    return named.getFirst();
  }

  boolean isIn(Token present) {
    return (token == null || token.equals(present.label()))
        && (slot == null || slot == present.slot());
  }

  /** For messages. */
  String place() {
    return token == null ? "the token in slot " + slot : "the token " + token;
  }
}
