package dev.teambroker.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.sandbox.SandboxKey;
import dev.teambroker.sandbox.SandboxUser;
import dev.teambroker.server.audit.ComparedAtRestore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** What an accepted restore says of the shared users' keys. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KeysAtRestoreTest {
  private static Stage stage;
  private static SandboxUser user;
  private static SandboxUser manager;

  @BeforeAll
  static void start() {
    stage = new Stage();
    user = stage.shared("deploy");
    manager = stage.aws.user("manager");
  }

  @AfterAll
  static void stop() {
    stage.close();
  }

  @Test
  @Order(1)
  void saysWhereNobodyCanAskIam() {
    assertThat(compared())
        .singleElement()
        .asString()
        .contains("deploy: its keys were NOT compared", "no management principal");
  }

  @Test
  @Order(2)
  void takesARefusalForNoAnswerAndNotForNoDifference() {
    manager.allowed("iam:GetUser");
    stage.principal(stage.admin, manager.key()).expect(200);
    assertThat(compared()).singleElement().asString().contains("NOT compared", "AccessDenied");
  }

  @Test
  @Order(3)
  void namesEachDifference() {
    manager.allowed("iam:GetUser", "iam:ListAccessKeys");
    assertThat(compared()).containsExactly("deploy: its keys are those that IAM has");

    SandboxKey another = user.key();
    assertThat(compared())
        .containsExactly("deploy: " + another.id() + " is active in IAM, and not stored here");
    another.deactivate();
    assertThat(compared()).containsExactly("deploy: its keys are those that IAM has");
  }

  private static Iterable<String> compared() {
    return stage.broker.bean(ComparedAtRestore.class).compare();
  }
}
