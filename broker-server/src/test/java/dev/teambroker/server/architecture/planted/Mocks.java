package dev.teambroker.server.architecture.planted;

import org.mockito.Planted;

class Mocks {
  Object mock() {
    return new Planted();
  }
}
