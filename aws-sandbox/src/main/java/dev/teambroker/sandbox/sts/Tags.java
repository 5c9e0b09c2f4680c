package dev.teambroker.sandbox.sts;

import static dev.teambroker.sandbox.setting.Enforcement.RESERVED_TAGS;
import static dev.teambroker.sandbox.setting.Enforcement.TAG_COUNT;
import static dev.teambroker.sandbox.setting.Enforcement.TAG_DUPLICATES;

import dev.teambroker.sandbox.call.Call;
import dev.teambroker.sandbox.wire.AwsError;
import dev.teambroker.sandbox.wire.Parameters;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The session tags of a call. */
final class Tags {
  private static final int MOST = 50;

  private Tags() {}

  static Map<String, String> of(Call call) {
    List<Parameters> given = call.given().members("Tags");
    call.refuse(
        TAG_COUNT,
        given.size() > MOST,
        () ->
            AwsError.validation(
                "1 validation error detected: Value at 'tags' failed to satisfy constraint: Member"
                    + " must have length less than or equal to 50"));
    Map<String, String> tags = new LinkedHashMap<>();
    for (Parameters tag : given) {
      add(call, tags, tag);
    }
    return tags;
  }

  private static void add(Call call, Map<String, String> tags, Parameters tag) {
    String key = tag.required("Key", Rules.TAG_KEY);
    call.refuse(
        RESERVED_TAGS,
        key.toLowerCase(Locale.ROOT).startsWith("aws:"),
        () ->
            new AwsError(
                400, "InvalidParameterValue", "Tag keys starting with 'aws:' are reserved."));
    call.refuse(
        TAG_DUPLICATES,
        tags.keySet().stream().anyMatch(key::equalsIgnoreCase),
        () ->
            new AwsError(
                400,
                "InvalidParameterValue",
                "Duplicate tag keys found. Please note that Tag keys are case insensitive."));
    tags.put(key, tag.required("Value", Rules.TAG_VALUE));
  }

  static Set<String> transitive(Call call) {
    return Set.copyOf(new LinkedHashSet<>(call.given().texts("TransitiveTagKeys", Rules.TAG_KEY)));
  }
}
