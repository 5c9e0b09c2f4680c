package dev.teambroker.server.web;

import dev.teambroker.protocol.Secret;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.module.SimpleModule;

/** A {@link Secret} as a JSON string, without a String on the way in or out. */
final class SecretJson {
  private SecretJson() {}

  static SimpleModule module() {
    return new SimpleModule("secret")
        .addSerializer(Secret.class, new Writing())
        .addDeserializer(Secret.class, new Reading());
  }

  private static final class Reading extends ValueDeserializer<Secret> {
    @Override
    public Secret deserialize(JsonParser parser, DeserializationContext context) {
      if (!parser.hasToken(JsonToken.VALUE_STRING)) {
        return (Secret) context.handleUnexpectedToken(Secret.class, parser);
      }
      char[] buffer = parser.getStringCharacters();
      int from = parser.getStringOffset();
      int to = from + parser.getStringLength();
      try {
        return Secret.of(CharBuffer.wrap(buffer, from, to - from));
      } catch (IllegalArgumentException e) {
        return context.reportInputMismatch(Secret.class, "not valid Unicode");
      } finally {
        Arrays.fill(buffer, from, to, '\0');
      }
    }
  }

  private static final class Writing extends ValueSerializer<Secret> {
    @Override
    public void serialize(Secret secret, JsonGenerator out, SerializationContext context) {
      secret.reveal(
          bytes -> {
            CharBuffer text = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes));
            try {
              return out.writeString(text.array(), text.arrayOffset(), text.length());
            } finally {
              Arrays.fill(text.array(), '\0');
            }
          });
    }
  }
}
