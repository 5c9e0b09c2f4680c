package dev.teambroker.sandbox.call;

import dev.teambroker.sandbox.wire.AwsError;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** One operation of a service that speaks AWS's JSON 1.1 protocol. */
public interface JsonOperation {

  /** As in the signature's scope: cloudtrail, kms. */
  String service();

  /** Throws {@link AwsError} for every refusal; nothing has been changed then. */
  Map<String, Object> answer(Call call, JsonNode input);

  /** The name by which it is called. */
  default String name() {
    return getClass().getSimpleName();
  }

  /** Whether CloudTrail calls it one that changes nothing. */
  default boolean readOnly() {
    return true;
  }
}
