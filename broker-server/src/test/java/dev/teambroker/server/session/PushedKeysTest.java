package dev.teambroker.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.crypto.ECDHDecrypter;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.teambroker.protocol.ProblemType;
import dev.teambroker.sandbox.SandboxUser;
import dev.teambroker.server.consumer.ScriptedNames;
import dev.teambroker.server.rotation.HandCranked;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Keys go over the network to consumers: sealed, signed, and to the address that was checked. */
class PushedKeysTest {
  private static final String KNOWN_TO_BOTH = "known-to-both";

  @TempDir private static Path folder;
  private static ECKey consumer;
  private static KeyReceiver receiver;
  private static ServerSocket mute;
  private static Stage stage;
  private static ConsumersScene scene;
  private static ScriptedNames names;

  @BeforeAll
  static void start() throws Exception {
    consumer = new ECKeyGenerator(Curve.P_256).generate();
    receiver = new KeyReceiver(folder);
    mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Path token = Files.writeString(folder.resolve("token"), KeyReceiver.TOKEN + "\n");
    String prefix = "broker.rotation.consumers.";
    stage =
        new Stage(
            _ -> ScriptedNames.bean(),
            HandCranked.BY_HAND,
            "broker.rotation.watch=1h",
            prefix
                + "https-hosts="
                + receiver.host()
                + ",mute.invalid:"
                + mute.getLocalPort()
                + ",other.invalid:"
                + receiver.address().getPort(),
            prefix + "networks=127.0.0.1",
            prefix + "signing-secrets=" + folder,
            prefix + "authority-file=" + receiver.certificate(),
            prefix + "timeout=1s",
            prefix + "reload-within=0s",
            prefix + "vault.address=" + receiver.address(),
            prefix + "vault.paths=apps/ci",
            prefix + "vault.token-file=" + token,
            prefix + "vault.authority-file=" + receiver.certificate(),
            prefix + "kubernetes.address=" + receiver.address(),
            prefix + "kubernetes.namespaces=ci",
            prefix + "kubernetes.token-file=" + token,
            prefix + "kubernetes.authority-file=" + receiver.certificate());
    scene = ConsumersScene.managed(stage);
    names = stage.broker.bean(ScriptedNames.class);
  }

  @AfterAll
  static void stop() throws IOException {
    stage.close();
    receiver.close();
    mute.close();
  }

  @BeforeEach
  void asItWas() {
    names.answers("127.0.0.1");
    receiver.isItself();
  }

  @Test
  void goToAHookSealedForItsConsumerAndSignedAndTheSameEachTime() throws Exception {
    SandboxUser user = hooked("hooked");
    receiver.answers(503);
    scene.starts("hooked");
    scene.ends("hooked");

    KeyReceiver.Arrived pushed = receiver.arrived().getFirst();
    assertThat(receiver.arrived()).hasSize(1);
    assertThat(pushed.header("Content-type")).isEqualTo("application/jose");
    JWEObject sealed = JWEObject.parse(pushed.body());
    sealed.decrypt(new ECDHDecrypter(consumer));
    Map<String, Object> key = sealed.getPayload().toJSONObject();
    assertThat(key)
        .containsEntry("accessKeyId", scene.newKey("hooked"))
        .containsEntry("sharedUser", "hooked")
        .containsEntry("consumer", "ci");
    assertThat(user.activeKeys()).containsExactly(scene.newKey("hooked"));
    assertThat(pushed.header("Webhook-id")).endsWith("." + scene.newKey("hooked"));
    assertThat(pushed.header("Webhook-signature")).isEqualTo("v1," + signature(pushed));
    String secret = String.valueOf(key.get("secretAccessKey"));
    assertThat(secret).hasSize(40);
    assertThat(pushed.toString()).doesNotContain(secret);
    assertThat(scene.told("hooked")).doesNotContain(secret);
  }

  @Test
  void goToNoAddressThatANameHasLater() throws IOException {
    hooked("rebound");
    scene.starts("rebound");
    names.answers("127.0.0.1", "10.0.0.5");
    int before = names.lookups();
    scene.ends("rebound");
    assertThat(names.lookups() - before).isEqualTo(1);
    assertThat(receiver.arrived()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.5", "127.0.0.1,169.254.169.254"})
  void goToNothingPrivateThatIsNotListed(String addresses) throws IOException {
    String name = "private-" + addresses.replaceAll("[^0-9]+", "-") + "x";
    hooked(name);
    names.answers(addresses);
    scene.starts(name);
    scene.rotations.untilAllRest();
    assertThat(scene.run(name).path("held").asString())
        .contains("ci (https)", "neither public nor in broker.rotation.consumers.networks");
    assertThat(receiver.arrived()).isEmpty();
    names.answers("127.0.0.1");
    scene.says(name, "/resume").expect(200);
    scene.ends(name);
  }

  @Test
  void followNoRedirectAndRepeatNothingThatIsAnswered() throws IOException {
    hooked("redirected");
    receiver.answers(307, 302, 301, 308, 303, 307, 500, 404, 200 + 100);
    scene.starts("redirected");
    assertThat(scene.rotations.until("redirected", "drained")).isTrue();
    assertThat(scene.run("redirected").path("waitsFor").asString())
        .contains("answered 30", "no redirect is followed")
        .doesNotContain("WORDS", "/hook");
    scene.rotations.untilAllRest();
    assertThat(scene.run("redirected").path("heldFor").asString()).isEqualTo("consumers");
    assertThat(receiver.arrived()).isEmpty();
    scene.says("redirected", "/undo").expect(200);
    scene.rotations.untilAllRest();
    assertThat(scene.run("redirected").path("state").asString()).isEqualTo("undone");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mute", "other"})
  void goToNobodyWhoDoesNotAnswerOrHasAnothersCertificate(String host) throws IOException {
    scene.shared(host);
    int port = host.equals("mute") ? mute.getLocalPort() : receiver.address().getPort();
    scene.registers(host, "ci", hook("https://" + host + ".invalid:" + port + "/hook"));
    Files.writeString(folder.resolve(host + ".ci"), KNOWN_TO_BOTH);
    scene.starts(host);
    assertThat(scene.rotations.until(host, "drained")).isTrue();
    assertThat(scene.run(host).path("waitsFor").asString())
        .contains(host.equals("mute") ? "Socket" : "SSLHandshakeException");
    assertThat(receiver.arrived()).isEmpty();
    scene.withdraws(host, "ci").expect(204);
    scene.ends(host);
  }

  @Test
  void goToVaultBelowTheListedPath() {
    scene.shared("vaulted");
    scene.proposes(stage.owner, "vaulted", vault("apps/other")).expect(ProblemType.INVALID_REQUEST);
    scene
        .proposes(stage.owner, "vaulted", vault("apps/cicero"))
        .expect(ProblemType.INVALID_REQUEST);
    scene.registers("vaulted", "ci", "\"kind\": \"vault-kv\", \"destination\": \"apps/ci/deploy\"");
    scene.starts("vaulted");
    scene.ends("vaulted");
    assertThat(receiver.arrived()).hasSize(1);
    KeyReceiver.Arrived pushed = receiver.arrived().getFirst();
    assertThat(pushed.path()).isEqualTo("/v1/secret/data/apps/ci/deploy");
    assertThat(pushed.json().path("data").path("access_key_id").asString())
        .isEqualTo(scene.newKey("vaulted"));
    assertThat(pushed.json().path("data").path("secret_access_key").asString()).hasSize(40);
  }

  @Test
  void goToASecretOfTheListedNamespace() {
    scene.shared("clustered");
    scene
        .proposes(
            stage.owner,
            "clustered",
            "{\"name\": \"ci\", \"kind\": \"kubernetes-secret\", \"destination\": \"other/aws\"}")
        .expect(ProblemType.INVALID_REQUEST);
    scene.registers(
        "clustered", "ci", "\"kind\": \"kubernetes-secret\", \"destination\": \"ci/aws\"");
    scene.starts("clustered");
    scene.ends("clustered");
    assertThat(receiver.arrived()).hasSize(1);
    var data = receiver.arrived().getFirst().json().path("data");
    assertThat(decoded(data.path("AWS_ACCESS_KEY_ID").asString()))
        .isEqualTo(scene.newKey("clustered"));
    assertThat(decoded(data.path("AWS_SECRET_ACCESS_KEY").asString())).hasSize(40);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://elsewhere.invalid/hook",
        "https://consumer.invalid/hook",
        "http://consumer.invalid/hook",
        "https://user@HOST/hook",
        "https://HOST/hook#part"
      })
  void goToNoAddressThatIsNotListed(String address) {
    scene.sharedOnce("listed");
    scene
        .proposes(
            stage.owner,
            "listed",
            "{\"name\": \"ci\", " + hook(address.replace("HOST", receiver.host())) + "}")
        .expect(ProblemType.INVALID_REQUEST);
  }

  @Test
  void areSealedForNoKeyThatOthersCouldHave() throws Exception {
    scene.shared("keyed");
    String address = "\"kind\": \"https\", \"destination\": \"" + receiver.address() + "/hook\"";
    for (String key :
        new String[] {
          consumer.toJSONString(),
          new ECKeyGenerator(Curve.P_384).generate().toPublicJWK().toJSONString(),
          "{\"kty\": \"oct\", \"k\": \"AAAA\"}",
          "none"
        }) {
      scene
          .proposes(
              stage.owner,
              "keyed",
              "{\"name\": \"ci\", " + address + ", \"publicKey\": " + quoted(key) + "}")
          .expect(ProblemType.INVALID_REQUEST);
    }
  }

  private static SandboxUser hooked(String name) throws IOException {
    SandboxUser user = scene.shared(name);
    Files.writeString(folder.resolve(name + ".ci"), KNOWN_TO_BOTH + "\n");
    scene.registers(name, "ci", hook(receiver.address() + "/hook"));
    return user;
  }

  private static String hook(String address) {
    return "\"kind\": \"https\", \"destination\": \""
        + address
        + "\", \"publicKey\": "
        + quoted(consumer.toPublicJWK().toJSONString());
  }

  private static String vault(String path) {
    return "{\"name\": \"ci\", \"kind\": \"vault-kv\", \"destination\": \"" + path + "\"}";
  }

  private static String quoted(String text) {
    return JsonMapper.shared().writeValueAsString(text);
  }

  private static String decoded(String base64) {
    return new String(Base64.getDecoder().decode(base64), StandardCharsets.US_ASCII);
  }

  private static String signature(KeyReceiver.Arrived pushed) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(KNOWN_TO_BOTH.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    String signed =
        pushed.header("Webhook-id")
            + "."
            + pushed.header("Webhook-timestamp")
            + "."
            + pushed.body();
    return Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
  }
}
