package dev.teambroker.server.aws;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** AWS CloudTrail: who made an access key. Thread-safe. */
@Component
public class CloudTrail {
  private static final String LOOKUP =
      "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.LookupEvents";
  private static final int MOST_PAGES = 20;
  private static final JsonMapper JSON = JsonMapper.shared();

  private final SignedHttp http;
  private final AwsEndpoints endpoints;
  private final AwsProperties properties;

  /**
   * An event of CreateAccessKey that went well.
   *
   * @param by the ARN of who made it
   */
  public record KeyMade(String accessKeyId, String userAgent, String by, Instant at) {}

  CloudTrail(SignedHttp http, AwsEndpoints endpoints, AwsProperties properties) {
    this.http = http;
    this.endpoints = endpoints;
    this.properties = properties;
  }

  /**
   * The keys that were made in the account in that time, as far as CloudTrail shows it by now,
   * which takes about fifteen minutes.
   */
  public AwsAnswer<List<KeyMade>> keysMade(
      Partition partition, AwsKey key, Instant since, Instant until) {
    List<KeyMade> made = new ArrayList<>();
    String next = null;
    try {
      for (int page = 0; page < MOST_PAGES; page++) {
        HttpResponse<byte[]> response = page(partition, key, since, until, next);
        JsonNode answer = JSON.readTree(response.body());
        if (response.statusCode() != 200) {
          return refused(answer);
        }
        answer.path("Events").forEach(event -> read(event, made));
        next = answer.path("NextToken").asString(null);
        if (next == null) {
          return new AwsAnswer.Answered<>(made);
        }
      }
      return new AwsAnswer.Unknown<>("CloudTrail has more events of that time than were read");
    } catch (IOException | JacksonException e) {
      return new AwsAnswer.NotReached<>("CloudTrail: " + e.getMessage());
    }
  }

  private HttpResponse<byte[]> page(
      Partition partition, AwsKey key, Instant since, Instant until, @Nullable String next)
      throws IOException {
    Map<String, Object> wanted = new LinkedHashMap<>();
    wanted.put(
        "LookupAttributes",
        List.of(Map.of("AttributeKey", "EventName", "AttributeValue", "CreateAccessKey")));
    wanted.put("StartTime", since.getEpochSecond());
    wanted.put("EndTime", until.getEpochSecond());
    wanted.put("MaxResults", 50);
    if (next != null) {
      wanted.put("NextToken", next);
    }
    return http.send(
        endpoints.cloudTrail(partition),
        "cloudtrail",
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .encodedPath("/")
            .putHeader("Content-Type", "application/x-amz-json-1.1")
            .putHeader("X-Amz-Target", LOOKUP),
        JSON.writeValueAsBytes(wanted),
        key,
        properties.callTimeout(),
        BodyHandlers.ofByteArray());
  }

  private static AwsAnswer<List<KeyMade>> refused(JsonNode answer) {
    String type = answer.path("__type").asString("");
    String code = type.substring(type.indexOf('#') + 1);
    String message = answer.path("message").asString("");
    return new AwsAnswer.Refused<>(AwsRefusal.of(code, message), code, message);
  }

  private static void read(JsonNode event, List<KeyMade> made) {
    JsonNode content = JSON.readTree(event.path("CloudTrailEvent").asString("{}"));
    String id = content.path("responseElements").path("accessKey").path("accessKeyId").asString("");
    if (!id.isEmpty()) {
      made.add(
          new KeyMade(
              id,
              content.path("userAgent").asString(""),
              content.path("userIdentity").path("arn").asString("somebody"),
              Instant.parse(content.path("eventTime").asString())));
    }
  }
}
