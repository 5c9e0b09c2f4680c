package dev.teambroker.server.session;

import dev.teambroker.sandbox.Sandbox;
import dev.teambroker.server.database.TestDatabase;
import dev.teambroker.server.signin.Person;
import dev.teambroker.server.signin.ReplicaProcess;
import dev.teambroker.server.signin.SettableClock;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** The scene with the broker in a process of its own. */
final class ProcessScene extends Scene<ReplicaProcess> implements AutoCloseable {
  ProcessScene(String... properties) {
    this(TestDatabase.fresh(), properties);
  }

  /** With properties and variables of the process that may know the sandbox. */
  ProcessScene(
      Function<Sandbox, Map<String, String>> environment,
      Function<Sandbox, List<String>> properties) {
    SettableClock clock = new SettableClock();
    TestDatabase database = TestDatabase.fresh();
    Sandbox aws = Sandbox.start(0, clock);
    ReplicaProcess broker =
        ReplicaProcess.start(
            database,
            clock,
            environment.apply(aws),
            over(aws, properties.apply(aws).toArray(String[]::new)));
    super(clock, database, aws, broker, Person.firstAdmin(broker, clock));
  }

  /** Over this database, which it closes. */
  ProcessScene(TestDatabase database, String... properties) {
    SettableClock clock = new SettableClock();
    Sandbox aws = Sandbox.start(0, clock);
    ReplicaProcess broker =
        ReplicaProcess.start(
            database,
            clock,
            Stream.concat(Stream.of(over(aws)), Stream.of(properties)).toArray(String[]::new));
    super(clock, database, aws, broker, Person.firstAdmin(broker, clock));
  }

  @Override
  public void close() {
    broker.close();
    aws.close();
    database.close();
  }
}
