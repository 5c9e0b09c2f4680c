package dev.teambroker.server.session;

import dev.teambroker.server.aws.SessionCredentials;

/** A session on the record, ready to be answered; closing it overwrites its secrets. */
public final class IssuedSession implements AutoCloseable {
  private final SessionCredentials credentials;
  private final String account;

  IssuedSession(SessionCredentials credentials, String account) {
    this.credentials = credentials;
    this.account = account;
  }

  public SessionCredentials credentials() {
    return credentials;
  }

  public String account() {
    return account;
  }

  @Override
  public void close() {
    credentials.close();
  }
}
