package dev.teambroker.server.aws;

/** What one request over HTTP came to. */
sealed interface Exchange {
  /** A whole, well-formed answer with a status below 300. */
  record Good(XmlAnswer answer) implements Exchange {}

  /** A whole, well-formed error. */
  record Failed(int status, String code, String message) implements Exchange {}

  /** No connection: nothing was sent. */
  record NotSent(String why) implements Exchange {}

  /** Sent, and no whole, well-formed answer came back. */
  record Lost(String why) implements Exchange {}
}
