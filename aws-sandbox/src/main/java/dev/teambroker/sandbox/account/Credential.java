package dev.teambroker.sandbox.account;

/** What requests are signed with: a long-term key, or a session's. */
public sealed interface Credential permits AccessKey, Session, WebIdentityUser {
  String id();

  String secret();

  /** Whose it is. */
  Identity identity();
}
