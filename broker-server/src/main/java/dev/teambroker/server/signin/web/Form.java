package dev.teambroker.server.signin.web;

import dev.teambroker.protocol.Secret;
import dev.teambroker.server.web.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A body of application/x-www-form-urlencoded, whose values go from bytes to {@link Secret}: the
 * servlet API would make texts of them.
 */
final class Form {
  private static final int LONGEST = 4096;
  private static final int HEX = 16;

  private final Map<String, Secret> values;

  private Form(Map<String, Secret> values) {
    this.values = values;
  }

  /** Each field once, nothing else but fields. */
  static Outcome<Form> read(InputStream body) throws IOException {
    byte[] bytes = body.readNBytes(LONGEST + 1);
    try {
      return bytes.length > LONGEST
          ? Outcome.invalid("body", "a form of 4096 bytes at most")
          : parse(bytes);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private static Outcome<Form> parse(byte[] bytes) {
    Map<String, Secret> values = new HashMap<>();
    int start = 0;
    for (int at = 0; at <= bytes.length; at++) {
      if (at == bytes.length || bytes[at] == '&') {
        if (at > start && !add(values, Arrays.copyOfRange(bytes, start, at))) {
          return Outcome.invalid("body", "a form with each field once, percent-encoded");
        }
        start = at + 1;
      }
    }
    return Outcome.done(new Form(values));
  }

  private static boolean add(Map<String, Secret> values, byte[] field) {
    int equals = 0;
    while (equals < field.length && field[equals] != '=') {
      equals++;
    }
    Optional<Secret> name = decoded(field, 0, equals);
    Optional<Secret> value = decoded(field, Math.min(equals + 1, field.length), field.length);
    Arrays.fill(field, (byte) 0);
    return name.isPresent()
        && value.isPresent()
        && values.put(name.get().reveal(Form::text), value.get()) == null;
  }

  private static Optional<Secret> decoded(byte[] field, int from, int to) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int at = from; at < to; at++) {
      if (field[at] == '+') {
        out.write(' ');
      } else if (field[at] == '%') {
        int high = digit(field, at + 1, to);
        int low = digit(field, at + 2, to);
        if (high < 0 || low < 0) {
          return Optional.empty();
        }
        out.write(high * HEX + low);
        at += 2;
      } else {
        out.write(field[at]);
      }
    }
    return Optional.of(Secret.takeFrom(out.toByteArray()));
  }

  private static int digit(byte[] field, int at, int to) {
    return at < to ? Character.digit(field[at], HEX) : -1;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  Optional<Secret> get(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** A field that isn't secret. */
  Optional<String> textOf(String name) {
    return get(name).map(value -> value.reveal(Form::text));
  }

  /** Whether there are these fields and no others. */
  boolean hasOnly(String... names) {
    return values.size() == names.length && values.keySet().containsAll(Arrays.asList(names));
  }
}
