package dev.teambroker.server.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.server.database.TestDatabase;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tokens, refreshing and the second factor's age, over two replicas. */
class SigningInTest {
  private static final SettableClock clock = new SettableClock();
  private static TestDatabase database;
  private static Replica one;
  private static Replica other;
  private static Person admin;

  @BeforeAll
  static void start() {
    database = TestDatabase.fresh();
    one = Replica.start(database, clock);
    other = one.another(database, clock);
    admin = Person.firstAdmin(one, clock);
  }

  @AfterAll
  static void stop() {
    other.close();
    one.close();
    database.close();
  }

  @Test
  void tellsWhoIsSignedInOnEitherReplica() {
    Person anna = admin.brings(one, "anna", "auditor");

    Answer me = anna.device().get(other, "/v1/me").expect(200);
    assertThat(me.text("memberName")).isEqualTo("anna");
    assertThat(me.text("deviceName")).isEqualTo("anna's laptop");
    assertThat(me.json().path("roles").toString()).isEqualTo("[\"auditor\"]");
    assertThat(Instant.parse(me.text("secondFactorVerifiedAt"))).isEqualTo(clock.instant());
  }
}
