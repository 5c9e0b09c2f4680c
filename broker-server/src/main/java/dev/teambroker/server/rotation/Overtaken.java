package dev.teambroker.server.rotation;

/** Somebody else has moved the run: what was to be done on its former version is not done. */
final class Overtaken extends RuntimeException {
  private static final long serialVersionUID = 1;

  Overtaken(Rotation run) {
    super(run.id() + " is not at version " + (run.version() - 1) + " any more");
  }
}
