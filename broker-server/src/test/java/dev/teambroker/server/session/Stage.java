package dev.teambroker.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.sandbox.Sandbox;
import dev.teambroker.server.database.TestDatabase;
import dev.teambroker.server.signin.Answer;
import dev.teambroker.server.signin.Person;
import dev.teambroker.server.signin.Replica;
import dev.teambroker.server.signin.SettableClock;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.springframework.context.support.GenericApplicationContext;
import tools.jackson.databind.JsonNode;

/** The scene with the broker in this process. */
final class Stage extends Scene<Replica> implements AutoCloseable {
  /** With further properties. */
  Stage(String... more) {
    this(_ -> _ -> {}, more);
  }

  /** With further beans in the broker, which may know the sandbox, and with further properties. */
  Stage(Function<Sandbox, Consumer<GenericApplicationContext>> beans, String... more) {
    this(TestDatabase.fresh(), beans, more);
  }

  /** Over this database, which it closes. */
  Stage(
      TestDatabase database,
      Function<Sandbox, Consumer<GenericApplicationContext>> beans,
      String... more) {
    SettableClock clock = new SettableClock();
    Sandbox aws = Sandbox.start(0, clock);
    Replica broker = Replica.start(database, clock, beans.apply(aws), over(aws, more));
    super(clock, database, aws, broker, Person.firstAdmin(broker, clock));
  }

  String[] properties() {
    return over(aws);
  }

  /** The actions on the trail, in their order, of the request with that id. */
  List<String> actionsOf(Answer answer) {
    return recordsOf(answer).stream().map(record -> record.path("action").asString()).toList();
  }

  /** How many records of that action there are about that shared user. */
  int actionsOf(String action, String sharedUser) {
    return database
        .ownersJdbc()
        .sql(
            """
            select count(*) from broker.audit_record
             where body::jsonb ->> 'action' = :action
               and body::jsonb -> 'attributes' ->> 'sharedUser' = :user
            """)
        .param("action", action)
        .param("user", sharedUser)
        .query(Integer.class)
        .single();
  }

  List<JsonNode> recordsOf(Answer answer) {
    String requestId = answer.header("X-Request-Id");
    assertThat(requestId).isNotEmpty();
    tools.jackson.databind.json.JsonMapper json = tools.jackson.databind.json.JsonMapper.shared();
    return database
        .ownersJdbc()
        .sql("select body from broker.audit_record order by epoch, number")
        .query(String.class)
        .list()
        .stream()
        .map(json::readTree)
        .filter(record -> record.path("requestId").asString("").equals(requestId))
        .toList();
  }

  @Override
  public void close() {
    broker.close();
    aws.close();
    database.close();
  }

  /** The owner has the shared user's key replaced. */
  Answer startsRotation(String name) {
    return owner.fresh(broker).post(broker, "/v1/shared-users/" + name + "/rotation", "");
  }

  /** The owner says that to the rotation under way: undo, hold, resume. */
  Answer saysToRotation(String name, String what) {
    return owner.fresh(broker).post(broker, "/v1/shared-users/" + name + "/rotation/" + what, "");
  }

  /** The shared user's rotations, the latest first. */
  JsonNode rotations(String name) {
    return owner
        .fresh(broker)
        .get(broker, "/v1/shared-users/" + name + "/rotations")
        .expect(200)
        .json();
  }
}
