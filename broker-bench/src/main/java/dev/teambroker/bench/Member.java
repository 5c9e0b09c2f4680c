package dev.teambroker.bench;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A member at one device, with an authenticator app, over one connection. Not thread-safe. */
final class Member {
  private static final Pattern NONCE_WANTED = Pattern.compile("use[-_]dpop[-_]nonce");

  private final String name;
  private final URI broker;
  private final Wire wire;
  private final DeviceKey key;
  private @Nullable Authenticator app;
  private String deviceId = "";
  private volatile String nonce = "";
  private volatile String accessToken = "";
  private String refreshToken = "";

  Member(String name, URI broker) throws IOException {
    this(name, broker, new DeviceKey());
  }

  private Member(String name, URI broker, DeviceKey key) throws IOException {
    this.name = name;
    this.broker = broker;
    this.key = key;
    this.wire = new Wire(broker);
  }

  /** The same device over a connection of its own, with the present token. */
  Member overAnotherConnection() throws IOException {
    Member same = new Member(name, broker, key);
    same.takesTokenOf(this);
    return same;
  }

  /** Goes on with the token that the device has by now. */
  void takesTokenOf(Member refreshed) {
    accessToken = refreshed.accessToken;
    nonce = refreshed.nonce;
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
    app = Authenticator.of(started.path("otpauthUri").asString());
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
    token(refreshing());
  }

  /** The same of a broker that may have no capacity left; false when it has none now. */
  boolean isRefreshed() {
    try {
      wire.reconnect();
      Wire.Reply reply = byKey("/v1/token", refreshing());
      if (reply.status() == 503) {
        return false;
      }
      take(json(reply));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private String refreshing() {
    return "grant_type=refresh_token&refresh_token=" + encoded(refreshToken);
  }

  /** To a server that was started anew. */
  void reconnect() throws IOException {
    wire.reconnect();
  }

  Wire.Reply asksForSession() throws IOException {
    return call(
        "POST",
        "/v1/sessions",
        "application/json",
        "{\"sharedUser\":\"" + Enrolling.SHARED_USER + "\",\"kind\":\"role\"}");
  }

  /** Verifies the code of that step, counted from now; the reply says whether it was taken. */
  Wire.Reply verifies(int steps) throws IOException {
    return call(
        "POST", "/v1/second-factor", "application/json", "{\"code\":\"" + code(steps) + "\"}");
  }

  private void token(String form) throws IOException {
    take(json(byKey("/v1/token", form)));
  }

  private Wire.Reply byKey(String path, String form) throws IOException {
    return call("POST", path, "application/x-www-form-urlencoded", form, "");
  }

  private void take(JsonNode tokens) {
    accessToken = tokens.path("access_token").asString();
    refreshToken = tokens.path("refresh_token").asString();
  }

  /** Sends JSON; fails unless it is answered well. */
  JsonNode sends(String method, String path, String body) throws IOException {
    return json(call(method, path, "application/json", body));
  }

  /** Sends a request with a proof, again with the server's nonce where it wants one. */
  Wire.Reply call(String method, String path, String type, String body) throws IOException {
    return call(method, path, type, body, accessToken);
  }

  private Wire.Reply call(String method, String path, String type, String body, String token)
      throws IOException {
    Wire.Reply reply = once(method, path, type, body, token);
    return reply.status() == 401 && NONCE_WANTED.matcher(reply.body()).find()
        ? once(method, path, type, body, token)
        : reply;
  }

  private Wire.Reply once(String method, String path, String type, String body, String token)
      throws IOException {
    String headers =
        proof(method, path, token) + (body.isEmpty() ? "" : "Content-Type: " + type + "\r\n");
    Wire.Reply reply = wire.send(method, path, headers, body);
    nonce = reply.headers().getOrDefault("dpop-nonce", nonce);
    return reply;
  }

  /**
   * Sends what somebody else has made up, signed by this device.
   *
   * @param headers lines of the header, each with its end
   * @param withToken whether the access token goes along
   */
  Wire.Reply signs(String method, String target, String headers, byte[] body, boolean withToken)
      throws IOException {
    String token = withToken ? accessToken : "";
    String path = target.replaceFirst("[?#].*", "");
    Wire.Reply reply = wire.send(method, target, headers + proof(method, path, token), body);
    nonce = reply.headers().getOrDefault("dpop-nonce", nonce);
    return reply;
  }

  private String proof(String method, String path, String token) {
    return "DPoP: "
        + key.proof(method, broker + path, nonce, token)
        + "\r\n"
        + (token.isEmpty() ? "" : "Authorization: DPoP " + token + "\r\n");
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
    return Objects.requireNonNull(app, "enrolled").code(steps);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
