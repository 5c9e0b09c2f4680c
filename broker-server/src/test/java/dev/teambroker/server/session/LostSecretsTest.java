package dev.teambroker.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.sandbox.SandboxUser;
import dev.teambroker.server.signin.Replica;
import dev.teambroker.server.web.Command;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is left to do when nothing opens the database any more. */
class LostSecretsTest {
  @Test
  void arePrintedAsCommandsThatMakeThemAnew() throws Exception {
    try (Stage stage = new Stage()) {
      SandboxUser user = stage.shared("deploy");
      stage.principal(stage.admin, stage.awsUser("manager").key());
      String key =
          stage
              .database
              .ownersJdbc()
              .sql("SELECT access_key_id FROM broker.access_key")
              .query(String.class)
              .single();

      String printed = printed(stage.broker);

      assertThat(printed)
          .contains(
              "without its keys nobody can verify that",
              "# deploy: the IAM user " + user.name() + " (AIDA",
              "aws iam delete-access-key --user-name 'deploy' --access-key-id " + key,
              "aws iam create-access-key --user-name 'deploy' --output text",
              "broker-cli shared-user import 'deploy' --key-file 'deploy.key' && rm 'deploy.key'",
              "whose secret is lost: register it again");
    }
  }

  private static String printed(Replica broker) throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      Command lost = broker.bean("secret-store lost", Command.class);
      assertThat(lost.run(List.of())).isZero();
      assertThat(lost.run(List.of("more"))).isEqualTo(2);
    } finally {
      System.setOut(before);
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
