package dev.teambroker.server.aws;

/** An answer with a good status lacks what it has to hold. */
final class IncompleteAnswer extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String path;

  IncompleteAnswer(String path) {
    super("the answer has no " + path);
    this.path = path;
  }

  String path() {
    return path;
  }
}
