package dev.teambroker.sandbox.call;

import dev.teambroker.sandbox.wire.AwsError;
import dev.teambroker.sandbox.wire.Xml;

/**
 * One of AWS's operations: reads its parameters, has itself authorised, does its work, and writes
 * what stands in the result element.
 */
public interface Operation {

  /** Throws {@link AwsError} for every refusal; nothing has been changed then. */
  void answer(Call call, Xml result);

  /** The name by which it is called. */
  default String name() {
    return getClass().getSimpleName();
  }

  /** Whether AWS's answer has a result element at all. */
  default boolean hasResult() {
    return true;
  }

  /** Whether it changes nothing. */
  default boolean readOnly() {
    return name().startsWith("Get") || name().startsWith("List");
  }
}
