package dev.teambroker.server.aws;

/** What came back is no XML; its message repeats nothing of it. */
final class MalformedAnswer extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedAnswer(String fault) {
    super(fault);
  }
}
