package dev.teambroker.server.web;

import java.util.Optional;

/**
 * What a client that has only a link checks the server's certificate by. A port: whoever serves the
 * certificates implements it.
 */
public interface ServerPin {
  /**
   * SHA-256 of the own CA's SubjectPublicKeyInfo, base64url without padding; empty with a
   * certificate of a public or company CA, which is trusted without a pin.
   */
  Optional<String> pin();
}
