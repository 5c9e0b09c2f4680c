package dev.teambroker.server.architecture.planted;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;

@ConditionalOnProperty("broker.audit.stream.file")
class AsksForASetting {
  @ConditionalOnBooleanProperty("broker.mode")
  Object bean() {
    return this;
  }
}
