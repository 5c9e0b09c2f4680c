package dev.teambroker.sandbox.contract;

/** An AWS SDK of some language. */
interface AwsSdk extends AutoCloseable {
  ContractReply make(ContractCall call);

  @Override
  default void close() {}
}
