package dev.teambroker.server.web;

/** {@code broker.mode}: whether this broker serves real AWS accounts. */
public enum Mode {
  /** AWS itself, at the endpoints of the SDK's metadata. */
  PRODUCTION,
  /** A stand-in for AWS; what is made in this mode never opens in production. */
  SANDBOX
}
