package dev.teambroker.server.shareduser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.server.database.JavaProcess;
import dev.teambroker.server.database.Login;
import dev.teambroker.server.database.TestDatabase;
import dev.teambroker.server.member.FreshId;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The code planner over two processes, one of which is killed with a code in hand. */
class CodeBookOfTwoProcessesTest {
  private static final List<String> DEVICES = List.of("arn:one", "arn:two");

  private final TestDatabase database = TestDatabase.fresh();
  private final SharedUserId user = new SharedUserId(FreshId.of("u"));

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void handsOutEachCodeOnceThoughOneIsKilledWithACodeInHand() throws Exception {
    try (JavaProcess killed = drawer(1, true);
        JavaProcess one = drawer(6, false);
        JavaProcess other = drawer(6, false)) {
      String[] inHand = killed.await("DREW").split(" ", -1);
      assertThat(killed.kill()).isEqualTo(137);
      assertThat(one.pid()).isNotEqualTo(other.pid());
      one.await("DONE");
      other.await("DONE");

      assertThat(slots("")).isEqualTo(13);
      assertThat(slots("where outcome = 'accepted'")).isEqualTo(12);
      assertThat(slots("where outcome is null and serial_number = '" + inHand[0] + "'"))
          .isEqualTo(1);
      assertThat(
              slots(
                  """
                  a join broker.mfa_code_slot b using (serial_number)
                   where a.step < b.step and a.spent_at >= b.spent_at"""))
          .as("steps that fell")
          .isZero();
      assertThat(slots("where serial_number = '%s' and step = %s".formatted(inHand[0], inHand[1])))
          .as("the dead one's code, which nobody sends again")
          .isEqualTo(1);
    }
  }

  private int slots(String where) {
    return database
        .jdbc()
        .sql("select count(*) from broker.mfa_code_slot " + where)
        .query(Integer.class)
        .single();
  }

  private JavaProcess drawer(int members, boolean holds) throws IOException {
    Login login = database.serviceLogin();
    return JavaProcess.start(
        CodeDrawer.class,
        login.url(),
        login.user(),
        Objects.requireNonNull(login.passwordFile()).toString(),
        user.value(),
        Integer.toString(members),
        String.join(",", DEVICES),
        Boolean.toString(holds));
  }
}
