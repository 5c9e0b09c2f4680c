package dev.teambroker.sandbox.contract;

import java.net.URI;

/** Stands where nothing has been started yet. */
final class NotStarted implements AwsUnderTest {
  @Override
  public URI endpoint() {
    throw new IllegalStateException("not started");
  }

  @Override
  public ContractCall.Keys annasKey() {
    throw new IllegalStateException("not started");
  }

  @Override
  public void close() {}
}
