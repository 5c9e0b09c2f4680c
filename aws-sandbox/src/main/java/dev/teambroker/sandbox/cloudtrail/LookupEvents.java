package dev.teambroker.sandbox.cloudtrail;

import dev.teambroker.sandbox.call.Call;
import dev.teambroker.sandbox.call.JsonOperation;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** CloudTrail's one operation. */
public final class LookupEvents implements JsonOperation {
  @Override
  public String service() {
    return "cloudtrail";
  }

  @Override
  public Map<String, Object> answer(Call call, JsonNode input) {
    call.authorise("cloudtrail:LookupEvents", "*");
    return new Lookup(call, input).found();
  }
}
