package dev.teambroker.server.audit;

/** The stored trail is not the one that this replica has seen; nothing is decided any more. */
public final class TrailBroken extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TrailBroken(String what) {
    super(what);
  }
}
