package dev.teambroker.server.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.teambroker.protocol.SignIns;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import org.springframework.boot.jackson.autoconfigure.JsonFactoryBuilderCustomizer;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.ConstructorDetector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;

/** JSON as the protocol has it: strict in what is read, without nulls in what is written. */
@Configuration(proxyBeanMethods = false)
class JsonConfiguration {
  private static final int MAX_DEPTH = 32;
  private static final int MAX_NAME = 256;

  /**
   * What a request says is not kept for the next one: neither buffers, in which keys came, nor
   * names, which may be a key in the wrong place.
   */
  @Bean
  JsonFactoryBuilderCustomizer strictTokens() {
    return factory ->
        factory
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNameLength(MAX_NAME)
                    .build());
  }

  @Bean
  JsonMapperBuilderCustomizer protocolJson() {
    return JsonConfiguration::configure;
  }

  static void configure(JsonMapper.Builder json) {
    json.enable(
            DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
            DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
            DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .withCoercionConfig(
            LogicalType.Textual,
            text ->
                text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
        .constructorDetector(ConstructorDetector.USE_PROPERTIES_BASED)
        .changeDefaultPropertyInclusion(
            inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
        .annotationIntrospector(
            AnnotationIntrospector.pair(json.annotationIntrospector(), new ProtocolIntrospector()))
        .addModule(SecretJson.module())
        .addModule(
            new SimpleModule("wire")
                .addSerializer(Instant.class, new WholeSeconds())
                .addDeserializer(Instant.class, new IsoInstant())
                .addSerializer(SignIns.Token.class, new TokenResponse()));
  }

  /** ISO 8601 in UTC; the AWS tools take expirations without fractions alone. */
  private static final class WholeSeconds extends ValueSerializer<Instant> {
    @Override
    public void serialize(Instant instant, JsonGenerator out, SerializationContext context) {
      out.writeString(instant.truncatedTo(ChronoUnit.SECONDS).toString());
    }
  }

  /** ISO 8601 texts alone; a number could be seconds or milliseconds. */
  private static final class IsoInstant extends ValueDeserializer<Instant> {
    @Override
    public Instant deserialize(JsonParser parser, DeserializationContext context) {
      if (!parser.hasToken(JsonToken.VALUE_STRING)) {
        return (Instant) context.handleUnexpectedToken(Instant.class, parser);
      }
      try {
        return Instant.parse(parser.getString());
      } catch (DateTimeParseException e) {
        return context.reportInputMismatch(Instant.class, "not an ISO 8601 instant");
      }
    }
  }

  /** RFC 6749 §5.1. */
  private static final class TokenResponse extends ValueSerializer<SignIns.Token> {
    @Override
    public void serialize(SignIns.Token token, JsonGenerator out, SerializationContext context) {
      out.writeStartObject();
      out.writePOJOProperty("access_token", token.accessToken());
      out.writeStringProperty("token_type", "DPoP");
      out.writeNumberProperty("expires_in", token.expiresInSeconds());
      out.writePOJOProperty("refresh_token", token.refreshToken());
      out.writeEndObject();
    }
  }
}
