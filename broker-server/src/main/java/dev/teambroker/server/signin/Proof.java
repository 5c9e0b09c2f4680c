package dev.teambroker.server.signin;

import dev.teambroker.server.audit.ProofUse;

/** What checking a request's DPoP proof said. */
sealed interface Proof {
  /** The sender has the private key of that thumbprint; the proof is still to be used up. */
  record Proven(ProofUse use) implements Proof {
    String thumbprint() {
      return use.thumbprint();
    }
  }

  /** It must carry the server's nonce. */
  record NonceWanted() implements Proof {}

  /** It proves nothing. */
  record Refused(String why) implements Proof {}
}
