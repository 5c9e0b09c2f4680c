package dev.teambroker.server.rotation.notice;

import dev.teambroker.server.rotation.Turns.Turn;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * An event of a run, or a turn that comes, for whoever is told.
 *
 * @param id the same however often it is sent
 * @param text for people
 * @param data for programs
 */
record Notice(String id, String type, Instant at, String text, Map<String, String> data) {
  private static final String HELD = "held: ";
  private static final String CONSUMER = "consumer ";

  /** An event of a run; its number is that in the run. */
  static Notice ofEvent(
      String rotationId,
      long number,
      Instant at,
      String sharedUser,
      String account,
      String step,
      String says) {
    SequencedMap<String, String> data = new LinkedHashMap<>();
    data.put("rotation", rotationId);
    data.put("sharedUser", sharedUser);
    data.put("account", account);
    data.put("step", step);
    data.put("says", says);
    return new Notice(
        rotationId + "." + number,
        typeOf(step, says),
        at,
        "Rotation of " + sharedUser + " (" + account + "): " + says,
        data);
  }

  private static String typeOf(String step, String says) {
    if (says.startsWith(CONSUMER)) {
      return "rotation.consumer";
    }
    return says.startsWith(HELD) ? "rotation.held" : "rotation." + step;
  }

  /** That a key will be replaced. */
  static Notice ofTurn(Turn turn, Instant now) {
    SequencedMap<String, String> data = new LinkedHashMap<>();
    data.put("sharedUser", turn.user().name());
    data.put("account", turn.user().account());
    data.put("accessKeyId", turn.accessKeyId());
    data.put("dueAt", turn.dueAt().toString());
    return new Notice("turn." + turn.accessKeyId(), "rotation.upcoming", now, turn.told(), data);
  }

  /** As chat gateways take it, with what programs need beside it. */
  byte[] json() {
    SequencedMap<String, Object> body = new LinkedHashMap<>();
    body.put("type", type);
    body.put("timestamp", at.toString());
    body.put("text", text);
    body.put("data", data);
    return JsonMapper.shared().writeValueAsBytes(body);
  }
}
