package dev.teambroker.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A request signed by hand, so that each part of it can be wrong: the SDKs wouldn't send most of
 * what a strict AWS has to refuse.
 */
final class RawCall {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final Sandbox aws;
  private final String action;
  private final Map<String, String> form = new LinkedHashMap<>();
  private RawCredentials credentials;
  private String service;
  private String region = "us-east-1";
  private String body = "";
  private Instant signedAt;
  private @Nullable String scopeDate;
  private boolean hostSigned = true;
  private boolean unsigned;

  private RawCall(Sandbox aws, RawCredentials credentials, String service, String action) {
    this.aws = aws;
    this.credentials = credentials;
    this.service = service;
    this.action = action;
    this.signedAt = aws.clock().instant();
  }

  static RawCall sts(Sandbox aws, RawCredentials credentials, String action) {
    return new RawCall(aws, credentials, "sts", action)
        .with("Action", action)
        .with("Version", "2011-06-15");
  }

  /** A call of STS that nobody signs. */
  static RawCall unsigned(Sandbox aws, String action) {
    RawCall call = sts(aws, new RawCredentials("", "", Optional.empty()), action);
    call.unsigned = true;
    return call;
  }

  static RawCall iam(Sandbox aws, RawCredentials credentials, String action) {
    return new RawCall(aws, credentials, "iam", action)
        .with("Action", action)
        .with("Version", "2010-05-08");
  }

  static RawCall lookupEvents(Sandbox aws, RawCredentials credentials, String json) {
    RawCall call = new RawCall(aws, credentials, "cloudtrail", "LookupEvents");
    call.body = json;
    return call;
  }

  static RawCall kms(Sandbox aws, RawCredentials credentials, String operation, String json) {
    RawCall call = new RawCall(aws, credentials, "kms", operation);
    call.body = json;
    return call;
  }

  RawCall with(String parameter, Object value) {
    form.put(parameter, value.toString());
    return this;
  }

  RawCall signedWith(String secret) {
    credentials = new RawCredentials(credentials.id(), secret, credentials.token());
    return this;
  }

  RawCall signedFor(String otherService, String otherRegion) {
    service = otherService;
    region = otherRegion;
    return this;
  }

  RawCall signedAt(Instant time) {
    signedAt = time;
    return this;
  }

  RawCall signedForDay(String date) {
    scopeDate = date;
    return this;
  }

  RawCall withoutSigningHost() {
    hostSigned = false;
    return this;
  }

  RawReply send() {
    String content = form.isEmpty() ? body : encoded();
    Map<String, String> headers = headers();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(aws.endpoint().resolve("/"))
            .timeout(Duration.ofSeconds(20))
            .POST(HttpRequest.BodyPublishers.ofString(content));
    if (!unsigned) {
      request.header("Authorization", authorization(headers, content));
    }
    headers.forEach(
        (name, value) -> {
          if (!name.equals("host")) {
            request.header(name, value);
          }
        });
    return send(request.build());
  }

  static RawReply get(URI uri) {
    return send(HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20)).build());
  }

  private static RawReply send(HttpRequest request) {
    try {
      HttpResponse<String> reply = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
      return new RawReply(reply.statusCode(), reply.body(), reply.headers());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private String encoded() {
    return form.entrySet().stream()
        .map(one -> escaped(one.getKey()) + "=" + escaped(one.getValue()))
        .collect(Collectors.joining("&"));
  }

  static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private Map<String, String> headers() {
    Map<String, String> headers = new TreeMap<>();
    headers.put("host", "127.0.0.1:" + aws.port());
    headers.put("x-amz-date", STAMP.format(signedAt));
    headers.put("user-agent", "a test");
    if (form.isEmpty()) {
      headers.put("content-type", "application/x-amz-json-1.1");
      headers.put(
          "x-amz-target",
          (action.equals("LookupEvents")
                  ? "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101."
                  : "TrentService.")
              + action);
    } else {
      headers.put("content-type", "application/x-www-form-urlencoded; charset=utf-8");
    }
    credentials.token().ifPresent(token -> headers.put("x-amz-security-token", token));
    return headers;
  }

  private String authorization(Map<String, String> headers, String content) {
    Map<String, String> signed = new TreeMap<>(headers);
    if (!hostSigned) {
      signed.remove("host");
    }
    String names = String.join(";", signed.keySet());
    String lines =
        signed.entrySet().stream()
            .map(one -> one.getKey() + ":" + one.getValue() + "\n")
            .collect(Collectors.joining());
    String canonical = "POST\n/\n\n" + lines + "\n" + names + "\n" + sha256(content);
    String stamp = STAMP.format(signedAt);
    String date = scopeDate == null ? stamp.substring(0, 8) : scopeDate;
    String scope = date + "/" + region + "/" + service + "/aws4_request";
    String toSign = "AWS4-HMAC-SHA256\n" + stamp + "\n" + scope + "\n" + sha256(canonical);
    byte[] key = ("AWS4" + credentials.secret()).getBytes(StandardCharsets.UTF_8);
    for (String step : new String[] {date, region, service, "aws4_request", toSign}) {
      key = hmac(key, step);
    }
    return "AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=%s, Signature=%s"
        .formatted(credentials.id(), scope, names, HexFormat.of().formatHex(key));
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
