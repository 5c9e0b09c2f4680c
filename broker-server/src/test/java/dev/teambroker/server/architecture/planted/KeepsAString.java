package dev.teambroker.server.architecture.planted;

class KeepsAString {
  final String plainSecret = "";
  final byte[] totpSeed = {};
}
