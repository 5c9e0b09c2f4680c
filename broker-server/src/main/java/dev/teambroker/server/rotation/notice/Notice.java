package dev.teambroker.server.rotation.notice;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * An event of a run, for whoever is told.
 *
 * @param number of the event in its run
 */
record Notice(
    String rotationId,
    long number,
    Instant at,
    String sharedUser,
    String account,
    String step,
    String says) {
  private static final String HELD = "held: ";
  private static final String CONSUMER = "consumer ";

  /** The same however often it is sent. */
  String id() {
    return rotationId + "." + number;
  }

  String type() {
    if (says.startsWith(CONSUMER)) {
      return "rotation.consumer";
    }
    return says.startsWith(HELD) ? "rotation.held" : "rotation." + step;
  }

  /** As chat gateways take it, with what programs need beside it. */
  byte[] json() {
    SequencedMap<String, Object> data = new LinkedHashMap<>();
    data.put("rotation", rotationId);
    data.put("sharedUser", sharedUser);
    data.put("account", account);
    data.put("step", step);
    data.put("says", says);
    SequencedMap<String, Object> body = new LinkedHashMap<>();
    body.put("type", type());
    body.put("timestamp", at.toString());
    body.put("text", "Rotation of " + sharedUser + " (" + account + "): " + says);
    body.put("data", data);
    return JsonMapper.shared().writeValueAsBytes(body);
  }
}
