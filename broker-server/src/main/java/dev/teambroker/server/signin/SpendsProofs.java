package dev.teambroker.server.signin;

/**
 * For a feature that uses the proof's (jkt, jti) up in a commit of its own, to spare one: for what
 * it names, the filter checks everything but whether the proof was used before. Such a feature must
 * commit {@link SignedIn#proof} before it decides anything.
 */
public interface SpendsProofs {
  /** Whether a request of that method and path has its proof spent by this feature. */
  boolean spends(String method, String path);
}
