package dev.teambroker.sandbox;

import dev.teambroker.sandbox.fault.PlannedFault;
import dev.teambroker.sandbox.http.HttpRequest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells what a request is for, without believing it. */
final class Destination {
  private static final Pattern ACTION = Pattern.compile("(?:^|&)Action=([A-Za-z]+)");
  private static final Pattern REGION = Pattern.compile("Credential=[^/]+/[0-9]+/([^/]+)/");

  private Destination() {}

  static PlannedFault.Target of(HttpRequest request) {
    String target = request.header("x-amz-target").orElse("");
    String operation =
        target.isEmpty()
            ? first(ACTION, request.method().equals("GET") ? request.query() : request.bodyText())
            : target.substring(target.lastIndexOf('.') + 1);
    return new PlannedFault.Target(
        operation, first(REGION, request.header("authorization").orElse("")));
  }

  private static String first(Pattern pattern, String text) {
    Matcher found = pattern.matcher(text);
    return found.find() ? found.group(1) : "";
  }
}
