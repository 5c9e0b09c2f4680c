package dev.teambroker.cli.broker;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.teambroker.protocol.Secret;
import dev.teambroker.protocol.SignIns;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.cfg.ConstructorDetector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * The wire types as JSON: by their fields and constructors, secrets straight from and to the
 * parser's and generator's buffers. A field that this version does not know is passed over.
 */
public final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(secrets())
          .constructorDetector(ConstructorDetector.USE_PROPERTIES_BASED)
          .changeDefaultVisibility(
              all ->
                  all.withFieldVisibility(Visibility.ANY)
                      .withGetterVisibility(Visibility.NONE)
                      .withIsGetterVisibility(Visibility.NONE))
          .changeDefaultPropertyInclusion(
              all -> all.withValueInclusion(JsonInclude.Include.NON_NULL))
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private Json() {}

  /** Reads a value. */
  public static <T> T read(byte[] json, Class<T> type) {
    return MAPPER.readValue(json, type);
  }

  /** Writes a value; the caller overwrites the bytes where they hold a secret. */
  public static byte[] write(Object value) {
    return MAPPER.writeValueAsBytes(value);
  }

  /** Writes a value for people and scripts. */
  public static String pretty(Object value) {
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value);
  }

  private static SimpleModule secrets() {
    return new SimpleModule("secrets")
        .addSerializer(Secret.class, new SecretWriter())
        .addDeserializer(Secret.class, new SecretReader())
        .setMixInAnnotation(SignIns.Token.class, TokenNames.class);
  }

  private static final class SecretWriter extends ValueSerializer<Secret> {
    @Override
    public void serialize(Secret secret, JsonGenerator to, SerializationContext context) {
      secret.reveal(
          bytes -> {
            CharBuffer text = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes));
            to.writeString(text.array(), text.position(), text.remaining());
            Arrays.fill(text.array(), '\0');
            return true;
          });
    }
  }

  private static final class SecretReader extends ValueDeserializer<Secret> {
    @Override
    public Secret deserialize(JsonParser from, DeserializationContext context)
        throws JacksonException {
      if (from.currentToken() != JsonToken.VALUE_STRING) {
        return (Secret) context.handleUnexpectedToken(Secret.class, from);
      }
      return Secret.of(
          CharBuffer.wrap(
              from.getStringCharacters(), from.getStringOffset(), from.getStringLength()));
    }
  }

  /** RFC 6749 §5.1 names the fields of a token. */
  @SuppressWarnings("unused") // Jackson reads the annotations
  private abstract static class TokenNames {
    TokenNames(
        @JsonProperty("access_token") Secret accessToken,
        @JsonProperty("expires_in") long expiresInSeconds,
        @JsonProperty("refresh_token") Secret refreshToken) {}
  }
}
