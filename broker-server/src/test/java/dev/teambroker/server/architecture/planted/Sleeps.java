package dev.teambroker.server.architecture.planted;

class Sleeps {
  void sleep() throws InterruptedException {
    Thread.sleep(1);
  }
}
