package dev.teambroker.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.sandbox.trail.TrailEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sign-in to the console, by those who may. */
class SigninTest {
  private final Scene scene = new Scene();

  @AfterEach
  void stop() {
    scene.close();
  }

  private RawReply signIn(RawCredentials session, String more) {
    String token = SigninViolations.token(SigninViolations.signinToken(scene, session, more).ok());
    return SigninViolations.login(scene, token);
  }

  @Test
  void opensConsoleForRoleSessionAndLogsIt() {
    RawReply login = signIn(scene.roleSession(), "&SessionDuration=43200");
    assertThat(login.status()).isEqualTo(302);
    assertThat(login.headers().firstValue("Location")).hasValue("https://console.aws.amazon.com/");
    TrailEvent event = scene.aws.events().getFirst();
    assertThat(event.name()).isEqualTo("ConsoleLogin");
    assertThat(event.content().toString()).contains("assumed-role/Deploy/anna-at-work");
  }

  @Test
  void opensConsoleForFederation() {
    assertThat(signIn(scene.federation(), "").status()).isEqualTo(302);
  }
}
