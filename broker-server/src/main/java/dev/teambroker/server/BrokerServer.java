package dev.teambroker.server;

import java.time.InstantSource;
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
  public static void main(String[] args) {
    SpringApplication.run(BrokerServer.class, args);
  }

  @Bean
  InstantSource clock() {
    return InstantSource.system();
  }
}
