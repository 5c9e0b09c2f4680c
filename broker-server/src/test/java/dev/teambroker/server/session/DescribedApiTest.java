package dev.teambroker.server.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.sandbox.Sandbox;
import dev.teambroker.sandbox.SandboxKey;
import dev.teambroker.sandbox.SandboxUser;
import dev.teambroker.server.ServedContract;
import dev.teambroker.server.rotation.HandCranked;
import dev.teambroker.server.signin.Answer;
import dev.teambroker.server.signin.ClientDevice;
import dev.teambroker.server.signin.Person;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * /v1/openapi.json is true. Beyond what is tested here, each answer that any test gets through a
 * {@link ClientDevice} is held to it.
 */
class DescribedApiTest {
  private static Stage stage;
  private static ServedContract contract;

  @BeforeAll
  static void start() {
    stage = new Stage(HandCranked.BY_HAND);
    contract = ServedContract.of(stage.broker);
  }

  @AfterAll
  static void stop() {
    stage.close();
  }

  @Test
  void namesEveryHandlerAndNothingElse() {
    Set<String> handlers =
        stage.broker.bean(RequestMappingHandlerMapping.class).getHandlerMethods().keySet().stream()
            .flatMap(
                mapping ->
                    mapping.getPatternValues().stream()
                        .flatMap(
                            path ->
                                mapping.getMethodsCondition().getMethods().stream()
                                    .map(method -> method + " " + path)))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(contract.operations()).isEqualTo(handlers).hasSizeGreaterThan(40);
  }

  @Test
  void saysOfEveryAddressWhoMayCallIt() throws Exception {
    for (String operation : contract.operations()) {
      HttpResponse<String> answer = asStranger(operation);
      String security = contract.operation(operation).path("security").toString();
      switch (security) {
        case "[]" -> assertThat(answer.statusCode()).as(operation).isEqualTo(200);
        case "[{\"proof\":[]}]" ->
            assertThat(answer.body()).as(operation).contains(ProblemType.INVALID_PROOF.uri());
        default ->
            assertThat(answer.body()).as(operation).contains(ProblemType.SIGN_IN_REQUIRED.uri());
      }
    }
  }

  @Test
  void saysWhatEveryAddressAnswersWith() {
    signInAgain(stage.admin.brings(stage.broker, "sam"));
    members(stage.admin.brings(stage.broker, "mia"));
    teams();
    sharedUsers();
    stage.admin.fresh(stage.broker).get(stage.broker, "/v1/audit?limit=20").expect(200);
    stage.alice.fresh(stage.broker).get(stage.broker, "/v1/openapi.json").expect(200);

    assertThat(contract.succeeded()).isEqualTo(contract.operations());
  }

  @Test
  void isFoundToBeWrongWhereItIs() {
    String described = contract.document().toString();
    ServedContract wrong =
        ServedContract.of(described.replace("\"memberName\":{", "\"nameOfMember\":{"));
    ServedContract silent = ServedContract.of(described.replace("\"404\":{", "\"410\":{"));
    Answer me = stage.alice.fresh(stage.broker).get(stage.broker, "/v1/me").expect(200);
    Answer nobody = stage.alice.device().get(stage.broker, "/v1/members/nobody").expect(404);

    assertThatThrownBy(() -> wrong.check(me.response().request(), me.response()))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("memberName");
    assertThatThrownBy(() -> silent.check(nobody.response().request(), nobody.response()))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("a status that isn't described: 404");
  }

  private static HttpResponse<String> asStranger(String operation)
      throws IOException, InterruptedException {
    String[] words = operation.split(" ", 2);
    HttpRequest request =
        HttpRequest.newBuilder(stage.broker.of(words[1].replaceAll("[{}]", "")))
            .method(words[0], HttpRequest.BodyPublishers.noBody())
            .build();
    return stage.broker.http().send(request, BodyHandlers.ofString());
  }

  private static void signInAgain(Person sam) {
    sam.device().refresh(stage.broker).expect(200);
    sam.verifies(stage.broker).expect(204);
    sam.device().post(stage.broker, "/v1/devices/invitations", "{}").expect(201);
    sam.device().get(stage.broker, "/v1/me").expect(200);
    sam.device().delete(stage.broker, "/v1/sign-in").expect(204);
    sam.device()
        .enter(
            stage.broker,
            "/v1/second-factor/recovery",
            "{\"recoveryCode\": \"" + sam.recoveryCodes().getFirst() + "\"}")
        .expect(201);
  }

  private static void members(Person mia) {
    ClientDevice admin = stage.admin.fresh(stage.broker);
    admin.get(stage.broker, "/v1/members").expect(200);
    admin.get(stage.broker, "/v1/members/mia").expect(200);
    admin.put(stage.broker, "/v1/members/mia/roles", "{\"roles\": [\"auditor\"]}").expect(204);
    admin.post(stage.broker, "/v1/members/mia/suspend", "").expect(204);
    admin.post(stage.broker, "/v1/members/mia/resume", "").expect(204);
    admin.post(stage.broker, "/v1/members/mia/second-factor/reset", "").expect(204);
    admin.post(stage.broker, "/v1/members/mia/invitations", "{}").expect(201);
    admin.delete(stage.broker, "/v1/members/mia/devices/" + mia.deviceId()).expect(204);
    admin.delete(stage.broker, "/v1/members/mia").expect(204);
    lockAndUnlock(stage.admin.brings(stage.broker, "lou"));
  }

  private static void lockAndUnlock(Person lou) {
    for (int i = 0; i < 10; i++) {
      stage.clock.pass(Duration.ofMinutes(15));
      lou.device().signIn(stage.broker, lou.app().wrongCode());
    }
    stage.admin.fresh(stage.broker).post(stage.broker, "/v1/members/lou/unlock", "").expect(204);
  }

  private static void teams() {
    ClientDevice admin = stage.admin.fresh(stage.broker);
    admin.put(stage.broker, "/v1/teams/payments", null).expect(204);
    admin.put(stage.broker, "/v1/teams/payments/members/bob", null).expect(204);
    admin.get(stage.broker, "/v1/teams").expect(200);
    admin.delete(stage.broker, "/v1/teams/payments/members/bob").expect(204);
    admin.delete(stage.broker, "/v1/teams/payments").expect(204);
  }

  private static void sharedUsers() {
    SandboxUser user = stage.shared("deploy");
    String path = "/v1/shared-users/deploy";
    sessions(user);
    var phone = user.mfaDevice("phone");
    stage.nextStep();
    stage.putsMfaDevice("deploy", phone).expect(200);
    ClientDevice owner = stage.owner.fresh(stage.broker);
    owner.delete(stage.broker, path + "/mfa-devices?arn=" + phone.arn()).expect(204);
    owner.get(stage.broker, "/v1/shared-users").expect(200);
    owner.get(stage.broker, path).expect(200);
    owner.put(stage.broker, path + "/owners/bob", null).expect(200);
    owner.delete(stage.broker, path + "/owners/bob").expect(204);
    owner.post(stage.broker, path + "/suspend", "").expect(200);
    owner.post(stage.broker, path + "/resume", "").expect(200);
    owner
        .put(stage.broker, path + "/rotation-schedule", "{\"cron\": \"0 2 1 * * UTC\"}")
        .expect(200);
    owner.get(stage.broker, path + "/rotation-schedule").expect(200);
    owner.delete(stage.broker, path + "/rotation-schedule").expect(200);
    var key = user.key();
    owner.put(stage.broker, path + "/access-key", json(key)).expect(200);
    stage.principal(stage.admin, stage.awsUser("manager").key()).expect(200);
    ClientDevice admin = stage.admin.fresh(stage.broker);
    admin.get(stage.broker, "/v1/accounts").expect(200);
    stage.aws.user("manager").allowed("iam:ListAccessKeys", "iam:CreateAccessKey");
    stage.awsUser("adopted");
    admin
        .post(
            stage.broker,
            "/v1/accounts/" + Sandbox.ACCOUNT + "/adoptions",
            "{\"name\": \"adopted\", \"userName\": \"adopted\", \"owner\": \"olivia\"}")
        .expect(201);
    admin
        .delete(stage.broker, "/v1/accounts/" + Sandbox.ACCOUNT + "/management-principal")
        .expect(204);
    guarded(path);
    probed();
    retired();
    contained();
    rotated();
    served();
    stage.owner.fresh(stage.broker).delete(stage.broker, path).expect(204);
  }

  private static void retired() {
    stage.shared("retired").allowed("iam:ListAccessKeys", "iam:DeleteAccessKey");
    ClientDevice owner = stage.owner.fresh(stage.broker);
    String retirement = "/v1/shared-users/retired/retirement";
    owner.post(stage.broker, retirement, "").expect(200);
    owner.post(stage.broker, retirement + "/end", "{\"keys\": \"delete\"}").expect(200);
  }

  private static void probed() {
    stage.shared("probed").allowed("iam:ListAccessKeys");
    ClientDevice owner = stage.owner.fresh(stage.broker);
    String probe = "/v1/shared-users/probed/session-probe";
    owner.post(stage.broker, probe, "").expect(200);
    owner.get(stage.broker, probe).expect(200);
  }

  private static void guarded(String path) {
    ClientDevice owner = stage.owner.fresh(stage.broker);
    owner.get(stage.broker, "/v1/me/notices").expect(200);
    owner.get(stage.broker, path + "/policies").expect(200);
    owner.post(stage.broker, path + "/policy-check", "").expect(200);
    owner.put(stage.broker, path + "/guard-acceptance", null).expect(200);
    owner.delete(stage.broker, path + "/guard-acceptance").expect(200);
  }

  private static void rotated() {
    ClientDevice owner = stage.owner.fresh(stage.broker);
    String path = "/v1/shared-users/deploy/rotation";
    Answer begun = owner.post(stage.broker, path, "").expect(201);
    owner.get(stage.broker, "/v1/rotations").expect(200);
    owner.get(stage.broker, "/v1/rotations/" + begun.text("id")).expect(200);
    owner.post(stage.broker, path + "/hold", "").expect(200);
    owner.post(stage.broker, path + "/resume", "").expect(200);
    owner.post(stage.broker, path + "/undo", "").expect(200);
    new HandCranked(stage.broker, stage.clock).untilAllRest();
    stage.owner.fresh(stage.broker).get(stage.broker, path + "s").expect(200);
  }

  private static void served() {
    stage.shared("served").allowed(HandCranked.actions());
    String path = "/v1/shared-users/served/consumers";
    Answer proposed =
        stage
            .owner
            .fresh(stage.broker)
            .post(stage.broker, path, "{\"name\": \"ci\", \"kind\": \"acknowledged\"}")
            .expect(201);
    ClientDevice admin = stage.admin.fresh(stage.broker);
    admin
        .post(stage.broker, path + "/ci/confirm", "{\"id\": \"" + proposed.text("id") + "\"}")
        .expect(200);
    admin.get(stage.broker, path).expect(200);
    admin.post(stage.broker, "/v1/shared-users/served/rotation", "").expect(201);
    new HandCranked(stage.broker, stage.clock).untilAllRest();
    ClientDevice owner = stage.owner.fresh(stage.broker);
    owner.post(stage.broker, path + "/ci/acknowledgement", "").expect(200);
    owner.delete(stage.broker, path + "/ci").expect(204);
  }

  private static void contained() {
    ClientDevice admin = stage.admin.fresh(stage.broker);
    for (String whom : List.of("members/bob", "shared-users/deploy", "all")) {
      admin.post(stage.broker, "/v1/containment/" + whom, "").expect(200);
      admin.get(stage.broker, "/v1/containment").expect(200);
      admin.delete(stage.broker, "/v1/containment/" + whom).expect(200);
    }
  }

  private static void sessions(SandboxUser user) {
    String grant = stage.grantsRole("deploy", stage.alice, stage.role("Deploy", user));
    Answer session = stage.asks(stage.alice, "deploy", "role").expect(200);
    ClientDevice alice = stage.alice.fresh(stage.broker);
    alice.get(stage.broker, "/v1/sessions/" + session.text("accessKeyId")).expect(200);
    alice.get(stage.broker, "/v1/me/grants").expect(200);
    ClientDevice owner = stage.owner.fresh(stage.broker);
    owner.get(stage.broker, "/v1/shared-users/deploy/grants").expect(200);
    confirmed(grant);
    stage.owner.fresh(stage.broker).delete(stage.broker, "/v1/grants/" + grant).expect(204);
  }

  private static void confirmed(String grant) {
    reEnrolled(stage.alice);
    ClientDevice owner = stage.owner.fresh(stage.broker);
    owner.post(stage.broker, "/v1/grants/" + grant + "/confirm", "").expect(200);
    reEnrolled(stage.alice);
    stage
        .owner
        .fresh(stage.broker)
        .post(stage.broker, "/v1/shared-users/deploy/members/alice/confirm", "")
        .expect(200);
    SandboxKey key = stage.awsUser("solo").key();
    Person kim = stage.admin.brings(stage.broker, "kim");
    stage.imports(kim, "solo", key).expect(201);
    reEnrolled(kim)
        .fresh(stage.broker)
        .post(stage.broker, "/v1/shared-users/solo/key-proof", json(key))
        .expect(200);
  }

  private static String json(SandboxKey key) {
    return "{\"accessKeyId\": \"%s\", \"secretAccessKey\": \"%s\"}"
        .formatted(key.id(), key.secret());
  }

  private static Person reEnrolled(Person member) {
    ClientDevice admin = stage.admin.fresh(stage.broker);
    Answer again =
        admin.post(stage.broker, "/v1/members/" + member.name() + "/invitations", "{}").expect(201);
    Person anew = member.atAnotherDevice();
    Answer started =
        anew.start(stage.broker, again.text("link").replaceFirst(".*code=", "")).expect(201);
    stage.clock.nextStep();
    anew.device()
        .enter(
            stage.broker,
            "/v1/enrolments/" + started.text("enrolmentId") + "/codes",
            "{\"first\": \"" + anew.app().code() + "\"}")
        .expect(200);
    stage.admin.confirms(stage.broker, anew).expect(204);
    return anew.signsIn(stage.broker);
  }
}
