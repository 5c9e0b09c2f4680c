package dev.teambroker.sandbox.call;

import dev.teambroker.sandbox.wire.Parameters;

/** An operation that nobody signs: what is given says who calls. */
public interface Unsigned extends Operation {
  /** Throws {@link dev.teambroker.sandbox.wire.AwsError} for what proves nobody. */
  Caller caller(Environment environment, Parameters given);
}
