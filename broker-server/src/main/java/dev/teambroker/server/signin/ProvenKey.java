package dev.teambroker.server.signin;

/**
 * Where a controller finds the key that a request proved at an address that takes no access token:
 * {@code @RequestAttribute(ProvenKey.ATTRIBUTE) ProofUse proof}.
 */
public final class ProvenKey {
  /** The name of the request attribute, a {@link dev.teambroker.server.audit.ProofUse}. */
  public static final String ATTRIBUTE = "dev.teambroker.proven-key";

  private ProvenKey() {}
}
