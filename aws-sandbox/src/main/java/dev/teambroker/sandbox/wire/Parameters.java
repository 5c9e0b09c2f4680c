package dev.teambroker.sandbox.wire;

import static dev.teambroker.sandbox.setting.Enforcement.DURATION_RANGE;
import static dev.teambroker.sandbox.setting.Enforcement.REQUIRED_PARAMETERS;

import dev.teambroker.sandbox.setting.Settings;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parameters of a call, held to AWS's service model as they are read. */
public final class Parameters {
  private final Map<String, String> values;
  private final Settings settings;

  private Parameters(Map<String, String> values, Settings settings) {
    this.values = values;
    this.settings = settings;
  }

  /** Reads {@code a=b&c=d}; of a name that is there twice the first counts. */
  public static Parameters ofForm(String form, Settings settings) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String pair : form.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        values.putIfAbsent(decoded(name), decoded(value));
      }
    }
    return new Parameters(values, settings);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new AwsError(400, "MalformedQueryString", "The query string contains a syntax error");
    }
  }

  /** The value as it came, unchecked. */
  public Optional<String> raw(String name) {
    return Optional.ofNullable(values.get(name));
  }

  public Optional<String> text(String name, Constraint constraint) {
    Optional<String> value = raw(name);
    value.ifPresent(given -> constraint.check(name, given, settings));
    return value;
  }

  public String required(String name, Constraint constraint) {
    Optional<String> value = text(name, constraint);
    settings.refuse(REQUIRED_PARAMETERS, value.isEmpty(), () -> missing(name));
    return value.orElse("");
  }

  private static AwsError missing(String name) {
    return AwsError.validation(
        "1 validation error detected: Value null at '%s' failed to satisfy constraint: Member must not be null"
            .formatted(Constraint.camel(name)));
  }

  /** A number within AWS's bounds, or the default if it isn't given. */
  public int number(String name, int min, int max, int otherwise) {
    Optional<String> given = raw(name);
    if (given.isEmpty()) {
      return otherwise;
    }
    int value = parsed(given.get());
    String start =
        "1 validation error detected: Value '%d' at '%s' failed to satisfy constraint: Member must have value "
            .formatted(value, Constraint.camel(name));
    settings.refuse(
        DURATION_RANGE,
        value < min,
        () -> AwsError.validation(start + "greater than or equal to " + min));
    settings.refuse(
        DURATION_RANGE,
        value > max,
        () -> AwsError.validation(start + "less than or equal to " + max));
    return value;
  }

  private static int parsed(String value) {
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new AwsError(400, "MalformedInput", "Unable to parse '" + value + "' as a number");
    }
  }

  /** The members 1, 2, 3, … of a list, as parameters of their own. */
  public List<Parameters> members(String list) {
    List<Parameters> members = new ArrayList<>();
    for (int i = 1; ; i++) {
      Map<String, String> member = below(list + ".member." + i);
      if (member.isEmpty()) {
        return members;
      }
      members.add(new Parameters(member, settings));
    }
  }

  /** The members of a list of texts. */
  public List<String> texts(String list, Constraint constraint) {
    List<String> texts = new ArrayList<>();
    for (Parameters member : members(list)) {
      String text = member.raw("").orElse("");
      constraint.check(list, text, settings);
      texts.add(text);
    }
    return texts;
  }

  /** What stands under a prefix; the prefix itself under the empty name. */
  private Map<String, String> below(String prefix) {
    Map<String, String> found = new LinkedHashMap<>();
    values.forEach(
        (name, value) -> {
          if (name.equals(prefix)) {
            found.put("", value);
          } else if (name.startsWith(prefix + ".")) {
            found.put(name.substring(prefix.length() + 1), value);
          }
        });
    return found;
  }
}
