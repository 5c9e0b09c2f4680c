package dev.teambroker.server.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.teambroker.protocol.Secret;
import dev.teambroker.server.web.WipedOutput;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A call of the AWS query protocol: its action and its parameters, as a form. */
final class QueryCall {
  private final AwsService service;
  private final String action;
  private final List<Parameter> parameters = new ArrayList<>();
  private boolean carriesCode;
  private String mark = "";

  private sealed interface Parameter {
    record Plain(String name, String value) implements Parameter {}

    /** A code or a token, of characters that need no encoding. */
    final class Hidden implements Parameter {
      private final String name;
      private final Secret value;

      Hidden(String name, Secret value) {
        this.name = name;
        this.value = value;
      }
    }
  }

  QueryCall(AwsService service, String action) {
    this.service = service;
    this.action = action;
  }

  AwsService service() {
    return service;
  }

  String action() {
    return action;
  }

  /** Adds a parameter; null adds nothing. */
  QueryCall with(String name, @Nullable String value) {
    if (value != null) {
      parameters.add(new Parameter.Plain(name, value));
    }
    return this;
  }

  QueryCall with(String name, Duration seconds) {
    return with(name, Long.toString(seconds.toSeconds()));
  }

  /** {@code Tags.member.1.Key=…&Tags.member.1.Value=…}. */
  QueryCall withTags(Map<String, String> tags) {
    int number = 0;
    for (Map.Entry<String, String> tag : tags.entrySet()) {
      String member = "Tags.member." + ++number;
      with(member + ".Key", tag.getKey()).with(member + ".Value", tag.getValue());
    }
    return this;
  }

  /** {@code PolicyArns.member.1.arn=…}. */
  QueryCall withPolicyArns(Collection<String> arns) {
    int number = 0;
    for (String arn : arns) {
      with("PolicyArns.member." + ++number + ".arn", arn);
    }
    return this;
  }

  QueryCall with(@Nullable MfaCode code) {
    if (code != null) {
      with("SerialNumber", code.serialNumber());
      parameters.add(new Parameter.Hidden("TokenCode", code.code()));
      carriesCode = true;
    }
    return this;
  }

  /**
   * Adds a token (a JWT: base64url and dots).
   *
   * @throws IllegalArgumentException when it has other characters, or none
   */
  QueryCall withToken(String name, Secret token) {
    if (!token.reveal(QueryCall::isToken)) {
      throw new IllegalArgumentException("a token is base64url and dots");
    }
    parameters.add(new Parameter.Hidden(name, token));
    return this;
  }

  private static boolean isToken(byte[] text) {
    for (byte each : text) {
      if (!PercentEncoding.isUnreserved(each)) {
        return false;
      }
    }
    return text.length > 0;
  }

  /** Whether it holds a code, which AWS takes once: such a call is never sent again. */
  boolean carriesCode() {
    return carriesCode;
  }

  /** Tells this call from all others in CloudTrail: it stands at the end of its User-Agent. */
  QueryCall marked(String as) {
    mark = " " + as;
    return this;
  }

  String mark() {
    return mark;
  }

  /** The form; the caller overwrites it after use. */
  byte[] body() {
    ByteArrayOutputStream out = new WipedOutput();
    try {
      write(out, "Action", action);
      out.write('&');
      write(out, "Version", service.version());
      for (Parameter parameter : parameters) {
        out.write('&');
        switch (parameter) {
          case Parameter.Plain(String name, String value) -> write(out, name, value);
          case Parameter.Hidden hidden -> {
            out.writeBytes((hidden.name + "=").getBytes(UTF_8));
            hidden.value.reveal(
                value -> {
                  out.writeBytes(value);
                  return true;
                });
          }
        }
      }
      return out.toByteArray();
    } finally {
      out.reset();
    }
  }

  private static void write(ByteArrayOutputStream out, String name, String value) {
    out.writeBytes((PercentEncoding.of(name) + "=" + PercentEncoding.of(value)).getBytes(UTF_8));
  }
}
