package dev.teambroker.bench;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.time.Instant;
import java.util.regex.Pattern;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A member at one device, with an authenticator app. Not thread-safe. */
final class Member {
  private static final long STEP_SECONDS = 30;
  private static final Pattern NONCE_WANTED = Pattern.compile("use[-_]dpop[-_]nonce");
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private final String name;
  private final URI broker;
  private final Wire wire;
  private final DeviceKey key = new DeviceKey();
  private SecretKeySpec seed = new SecretKeySpec(new byte[1], "HmacSHA1");
  private String deviceId = "";
  private String nonce = "";
  private String accessToken = "";
  private String refreshToken = "";

  Member(String name, URI broker) throws IOException {
    this.name = name;
    this.broker = broker;
    this.wire = new Wire(broker);
  }

  String name() {
    return name;
  }

  String deviceId() {
    return deviceId;
  }

  String fingerprint() {
    return key.fingerprint();
  }

  /** Enrols with an invitation's code. */
  void enrol(String invitationCode) throws IOException {
    JsonNode started =
        json(
            call(
                "POST",
                "/v1/enrolments",
                "application/json",
                "{\"invitationCode\":\"%s\",\"deviceName\":\"bench\"}".formatted(invitationCode)));
    deviceId = started.path("deviceId").asString();
    String uri = started.path("otpauthUri").asString();
    seed =
        new SecretKeySpec(
            decoded(uri.replaceFirst(".*[?&]secret=([A-Z2-7]+).*", "$1")), "HmacSHA1");
    json(
        call(
            "POST",
            "/v1/enrolments/" + started.path("enrolmentId").asString() + "/codes",
            "application/json",
            "{\"first\":\"%s\",\"second\":\"%s\"}".formatted(code(-1), code(0))));
  }

  /** Signs in with the next step's code, which is taken already. */
  void signIn() throws IOException {
    token("grant_type=" + encoded("urn:broker:grant-type:device-totp") + "&code=" + code(1));
  }

  void refresh() throws IOException {
    wire.reconnect();
    token("grant_type=refresh_token&refresh_token=" + encoded(refreshToken));
  }

  private void token(String form) throws IOException {
    accessToken = "";
    JsonNode tokens = json(call("POST", "/v1/token", "application/x-www-form-urlencoded", form));
    accessToken = tokens.path("access_token").asString();
    refreshToken = tokens.path("refresh_token").asString();
  }

  /** Sends JSON; fails unless it is answered well. */
  JsonNode sends(String method, String path, String body) throws IOException {
    return json(call(method, path, "application/json", body));
  }

  /** Sends a request with a proof, again with the server's nonce where it wants one. */
  Wire.Reply call(String method, String path, String type, String body) throws IOException {
    Wire.Reply reply = once(method, path, type, body);
    return reply.status() == 401 && NONCE_WANTED.matcher(reply.body()).find()
        ? once(method, path, type, body)
        : reply;
  }

  private Wire.Reply once(String method, String path, String type, String body) throws IOException {
    StringBuilder headers = new StringBuilder(900);
    headers
        .append("DPoP: ")
        .append(key.proof(method, broker + path, nonce, accessToken))
        .append("\r\n");
    if (!accessToken.isEmpty()) {
      headers.append("Authorization: DPoP ").append(accessToken).append("\r\n");
    }
    if (!body.isEmpty()) {
      headers.append("Content-Type: ").append(type).append("\r\n");
    }
    Wire.Reply reply = wire.send(method, path, headers.toString(), body);
    nonce = reply.headers().getOrDefault("dpop-nonce", nonce);
    return reply;
  }

  private static JsonNode json(Wire.Reply reply) {
    if (reply.status() >= 300) {
      throw new IllegalStateException("status " + reply.status() + ": " + reply.body());
    }
    return reply.body().isEmpty()
        ? JsonMapper.shared().createObjectNode()
        : JsonMapper.shared().readTree(reply.body());
  }

  private String code(int steps) {
    try {
      return new TimeBasedOneTimePasswordGenerator()
          .generateOneTimePasswordString(seed, Instant.now().plusSeconds(steps * STEP_SECONDS));
    } catch (InvalidKeyException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] decoded(String base32) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int held = 0;
    int bits = 0;
    for (int i = 0; i < base32.length(); i++) {
      held = held << 5 | BASE32.indexOf(base32.charAt(i));
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        bytes.write(held >> bits);
        held &= (1 << bits) - 1;
      }
    }
    return bytes.toByteArray();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
