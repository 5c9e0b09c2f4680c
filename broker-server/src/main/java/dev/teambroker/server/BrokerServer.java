package dev.teambroker.server;

import java.time.InstantSource;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcObservationAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** The service's entry point. */
@SpringBootApplication(
    exclude = {
      FlywayAutoConfiguration.class,
      UserDetailsServiceAutoConfiguration.class,
      WebMvcObservationAutoConfiguration.class
    })
@ConfigurationPropertiesScan
public class BrokerServer {
  /** Starts the service, or runs the command that the first arguments name. */
  public static void main(String[] args) {
    int code = new Launch(BrokerServer.class, System.getenv(), System.err).run(args);
    if (code != Launch.SERVING) {
      System.exit(code);
    }
  }

  @Bean
  InstantSource clock() {
    return InstantSource.system();
  }
}
