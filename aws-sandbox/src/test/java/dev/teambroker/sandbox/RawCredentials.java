package dev.teambroker.sandbox;

import java.util.Optional;

/** What a raw call is signed with. */
record RawCredentials(String id, String secret, Optional<String> token) {

  static RawCredentials of(SandboxKey key) {
    return new RawCredentials(key.id(), key.secret(), Optional.empty());
  }

  /** Out of an STS answer. */
  static RawCredentials of(RawReply issued) {
    return new RawCredentials(
        issued.element("AccessKeyId"),
        issued.element("SecretAccessKey"),
        Optional.of(issued.element("SessionToken")));
  }

  RawCredentials withoutToken() {
    return new RawCredentials(id, secret, Optional.empty());
  }
}
