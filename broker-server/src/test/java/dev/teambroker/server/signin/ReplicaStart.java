package dev.teambroker.server.signin;

import dev.teambroker.server.BrokerServer;
import dev.teambroker.server.database.TestDatabase;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** How a test's replica is started, in whichever process. */
final class ReplicaStart {
  static final String PUBLIC_URL = "https://broker.test";

  private ReplicaStart() {}

  /**
   * @param keystore where the first replica keeps it; null for the first replica
   */
  static List<String> arguments(
      TestDatabase database, @Nullable Path keystore, String... furtherProperties) {
    List<String> arguments = new ArrayList<>();
    database.properties().forEach(property -> arguments.add("--" + property));
    arguments.add("--broker.public-url=" + PUBLIC_URL);
    arguments.add("--broker.web.port=0");
    arguments.add("--broker.management.port=0");
    if (Stream.of(furtherProperties).noneMatch(more -> more.startsWith("logging.level.root="))) {
      arguments.add("--logging.level.root=warn");
    }
    boolean another =
        Stream.of(furtherProperties)
            .anyMatch(more -> more.startsWith("broker.secret-store.keystore."));
    if (keystore != null && !another) {
      arguments.add("--broker.secret-store.keystore.file=" + keystore.resolve("keystore.p12"));
      arguments.add(
          "--broker.secret-store.keystore.passphrase-file="
              + keystore.resolve("keystore.passphrase"));
    }
    for (String property : furtherProperties) {
      arguments.add("--" + property);
    }
    return arguments;
  }

  static ConfigurableApplicationContext run(InstantSource clock, List<String> arguments) {
    return run(clock, _ -> {}, arguments);
  }

  /** With beans of the test's in place of the broker's. */
  static ConfigurableApplicationContext run(
      InstantSource clock, Consumer<GenericApplicationContext> beans, List<String> arguments) {
    return new SpringApplicationBuilder(BrokerServer.class)
        .initializers(
            starting ->
                ((GenericApplicationContext) starting)
                    .registerBean(
                        "testClock",
                        InstantSource.class,
                        () -> clock,
                        definition -> definition.setPrimary(true)),
            starting -> beans.accept((GenericApplicationContext) starting))
        .run(arguments.toArray(String[]::new));
  }
}
