package dev.teambroker.server.signin;

/**
 * For a feature whose audit record commits the proof's (jkt, jti) itself, to spare a commit: for
 * what it names, the filter checks everything but whether the proof was used before. Such a feature
 * must give {@link SignedIn#proof} to the trail before it decides anything.
 */
public interface SpendsProofs {
  /** Whether a request of that method and path has its proof spent by this feature. */
  boolean spends(String method, String path);
}
