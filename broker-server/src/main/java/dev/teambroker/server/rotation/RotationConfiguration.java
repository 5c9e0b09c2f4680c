package dev.teambroker.server.rotation;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({RotationSettings.class, RotationSchedule.class})
class RotationConfiguration {}
