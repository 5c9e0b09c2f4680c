package dev.teambroker.server.consumer;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
  ConsumerSettings.class,
  VaultDestinations.class,
  KubernetesDestinations.class
})
class ConsumerConfiguration {}
