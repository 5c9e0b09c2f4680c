package dev.teambroker.sandbox.wire;

import static dev.teambroker.sandbox.setting.Enforcement.PARAMETER_LENGTH;
import static dev.teambroker.sandbox.setting.Enforcement.PARAMETER_PATTERN;

import dev.teambroker.sandbox.setting.Settings;
import java.util.Locale;
import java.util.regex.Pattern;

/** What AWS's service model demands of a text: its length and its characters. */
public record Constraint(int min, int max, Pattern pattern) {

  public Constraint(int min, int max, String pattern) {
    this(min, max, Pattern.compile(pattern));
  }

  /** Throws a ValidationError that names the parameter, as AWS does. */
  public void check(String parameter, String value, Settings settings) {
    String start =
        "1 validation error detected: Value '%s' at '%s' failed to satisfy constraint: "
            .formatted(value, camel(parameter));
    settings.refuse(
        PARAMETER_LENGTH,
        value.length() < min,
        () ->
            AwsError.validation(start + "Member must have length greater than or equal to " + min));
    settings.refuse(
        PARAMETER_LENGTH,
        value.length() > max,
        () -> AwsError.validation(start + "Member must have length less than or equal to " + max));
    settings.refuse(
        PARAMETER_PATTERN,
        !pattern.matcher(value).matches(),
        () ->
            AwsError.validation(
                start + "Member must satisfy regular expression pattern: " + pattern));
  }

  static String camel(String parameter) {
    return parameter.substring(0, 1).toLowerCase(Locale.ROOT) + parameter.substring(1);
  }
}
