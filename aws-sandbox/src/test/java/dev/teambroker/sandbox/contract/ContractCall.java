package dev.teambroker.sandbox.contract;

import java.net.URI;
import java.util.Map;

/** A call as every SDK can make it: names and parameters as AWS's API reference has them. */
record ContractCall(
    URI endpoint, Keys keys, String service, String operation, Map<String, Object> parameters) {

  /** What it is signed with; an empty token for long-term keys. */
  record Keys(String id, String secret, String token) {}

  ContractCall {
    parameters = Map.copyOf(parameters);
  }
}
