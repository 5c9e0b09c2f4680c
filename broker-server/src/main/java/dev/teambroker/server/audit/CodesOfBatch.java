package dev.teambroker.server.audit;

import java.io.StringWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** The codes of a batch, as the function that writes the trail takes them. */
final class CodesOfBatch {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private CodesOfBatch() {}

  /** Null where no record is of a code. */
  static @Nullable String json(List<Entry> entries) {
    if (entries.stream().allMatch(entry -> entry.code() == null)) {
      return null;
    }
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartArray();
      for (int i = 0; i < entries.size(); i++) {
        CodeUse code = entries.get(i).code();
        if (code != null) {
          write(json, i + 1, code);
        }
      }
      json.writeEndArray();
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, int record, CodeUse code) {
    json.writeStartObject();
    json.writeNumberProperty("record", record);
    json.writeStringProperty("member", code.memberId());
    json.writeStringProperty("device", code.deviceId());
    if (code instanceof CodeUse.Right right) {
      json.writeStringProperty("factor", right.factorId());
      json.writeNumberProperty("step", right.step());
      json.writeStringProperty("sign_in", right.signInId());
      json.writeNumberProperty("version", right.signInVersion());
      json.writeStringProperty("verified_at", right.verifiedAt().toString());
      json.writeStringProperty("expires_at", right.expiresAt().toString());
    }
    json.writeEndObject();
  }
}
