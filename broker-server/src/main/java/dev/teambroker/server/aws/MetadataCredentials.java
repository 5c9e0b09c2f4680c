package dev.teambroker.server.aws;

import dev.teambroker.protocol.Secret;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Credentials as metadata services give them: {@code AccessKeyId}, {@code SecretAccessKey}, {@code
 * Token}, {@code Expiration}. Read from the bytes into {@link Secret}, without a String of a
 * secret.
 */
final class MetadataCredentials {
  private static final JsonFactory JSON = new JsonFactory();

  private MetadataCredentials() {}

  /** Empty where the body holds none; it is overwritten. */
  static Optional<SessionCredentials> read(byte[] body) {
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), body)) {
      return of(texts(json));
    } catch (JacksonException | DateTimeException | IllegalArgumentException e) {
      return Optional.empty();
    } finally {
      Arrays.fill(body, (byte) 0);
    }
  }

  private static Optional<SessionCredentials> of(Map<String, Secret> texts) {
    String accessKeyId = text(texts.get("AccessKeyId"));
    Secret secret = texts.get("SecretAccessKey");
    Secret token = texts.get("Token");
    String expiration = text(texts.get("Expiration"));
    return accessKeyId.isEmpty() || secret == null || token == null
        ? Optional.empty()
        : Optional.of(
            new SessionCredentials(accessKeyId, secret, token, Instant.parse(expiration), null));
  }

  private static String text(@org.jspecify.annotations.Nullable Secret text) {
    return text == null ? "" : text.reveal(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  /** The object's own texts; what lies deeper is skipped. */
  private static Map<String, Secret> texts(JsonParser json) {
    Map<String, Secret> texts = new HashMap<>();
    if (json.nextToken() != JsonToken.START_OBJECT) {
      return texts;
    }
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      if (json.nextToken() == JsonToken.VALUE_STRING) {
        texts.put(
            name,
            Secret.of(
                CharBuffer.wrap(
                    json.getStringCharacters(), json.getStringOffset(), json.getStringLength())));
      } else {
        json.skipChildren();
      }
    }
    return texts;
  }
}
