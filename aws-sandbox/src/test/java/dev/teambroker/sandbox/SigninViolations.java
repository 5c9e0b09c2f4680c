package dev.teambroker.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Credentials and tokens that don't open the console. */
final class SigninViolations {
  private static final Pattern TOKEN = Pattern.compile("\"SigninToken\":\"([^\"]+)\"");

  private SigninViolations() {}

  static void wrongSessionKey(Scene scene) {
    RawCredentials session = scene.roleSession();
    RawCredentials wrong = new RawCredentials(session.id(), "not-the-secret", session.token());
    refused(signinToken(scene, wrong, ""), "Invalid credentials");
  }

  static void userSession(Scene scene) {
    refused(signinToken(scene, scene.userSession(), ""), "GetSessionToken");
  }

  static void tooLong(Scene scene) {
    refused(
        signinToken(scene, scene.roleSession(), "&SessionDuration=43201"), "900 to 43200 seconds");
  }

  static void durationOfFederation(Scene scene) {
    signinToken(scene, scene.federation(), "").ok();
    refused(signinToken(scene, scene.federation(), "&SessionDuration=3600"), "GetFederationToken");
  }

  static void durationOfChainedRole(Scene scene) {
    SandboxRole second = scene.aws.role("Second").trusting("123456789012");
    RawCredentials chained =
        RawCredentials.of(scene.assumeRole(second, scene.roleSession()).send().ok());
    refused(signinToken(scene, chained, "&SessionDuration=3600"), "chained");
  }

  static void oldToken(Scene scene) {
    String token = token(signinToken(scene, scene.roleSession(), "").ok());
    assertThat(login(scene, token).status()).isEqualTo(302);
    scene.pass(Duration.ofMinutes(15).plusSeconds(1));
    refused(login(scene, token), "expired");
  }

  private static void refused(RawReply reply, String says) {
    assertThat(reply.status()).as(reply.body()).isEqualTo(400);
    assertThat(reply.body()).contains(says);
  }

  static RawReply signinToken(Scene scene, RawCredentials session, String more) {
    String json =
        "{\"sessionId\":\"%s\",\"sessionKey\":\"%s\",\"sessionToken\":\"%s\"}"
            .formatted(session.id(), session.secret(), session.token().orElse(""));
    return RawCall.get(
        URI.create(
            scene.aws.endpoint()
                + "/federation?Action=getSigninToken&Session="
                + RawCall.escaped(json)
                + more));
  }

  static String token(RawReply reply) {
    Matcher found = TOKEN.matcher(reply.body());
    assertThat(found.find()).as(reply.body()).isTrue();
    return found.group(1);
  }

  static RawReply login(Scene scene, String token) {
    return RawCall.get(
        URI.create(
            scene.aws.endpoint()
                + "/federation?Action=login&Issuer=broker&Destination="
                + RawCall.escaped("https://console.aws.amazon.com/")
                + "&SigninToken="
                + token));
  }
}
