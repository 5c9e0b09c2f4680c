package dev.teambroker.server;

import dev.teambroker.server.database.StartRefused;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** The service's entry point. */
@SpringBootApplication(exclude = FlywayAutoConfiguration.class)
@ConfigurationPropertiesScan
public class BrokerServer {
  /** Starts the service, or runs the command that the first argument names. */
  public static void main(String[] args) throws IOException {
    List<String> given = Arrays.asList(args);
    String first = given.isEmpty() ? "" : given.getFirst();
    if (first.isEmpty() || first.startsWith("--")) {
      serve(given);
    } else {
      System.exit(run(first, given.subList(1, given.size())));
    }
  }

  private static void serve(List<String> given) {
    SpringApplication.run(BrokerServer.class, Configured.arguments(given, System.getenv()));
  }

  private static int run(String command, List<String> arguments) throws IOException {
    try {
      return switch (command) {
        case "migrate" -> MigrateCommand.run(arguments, System.out);
        case "audit" -> AuditCommand.run(arguments, System.out);
        default -> throw new StartRefused("there is no command '" + command + "'");
      };
    } catch (RuntimeException e) {
      System.err.println("broker: " + sentence(e));
      return 2;
    }
  }

  /** The refusal's own words, however deep Spring has wrapped it. */
  private static String sentence(RuntimeException e) {
    Throwable cause = e;
    while (!(cause instanceof StartRefused) && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause instanceof StartRefused ? String.valueOf(cause.getMessage()) : cause.toString();
  }

  @Bean
  InstantSource clock() {
    return InstantSource.system();
  }
}
