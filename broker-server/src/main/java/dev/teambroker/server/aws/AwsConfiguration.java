package dev.teambroker.server.aws;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the broker's own identity reads of its surroundings. */
@Configuration(proxyBeanMethods = false)
class AwsConfiguration {
  @Bean
  ProviderVariables providerVariables() {
    return name -> {
      String value = System.getenv(name);
      return value == null || value.isEmpty() ? null : value;
    };
  }
}
