package dev.teambroker.sandbox.wire;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;

/** Writes the XML of the query protocol. */
public final class Xml {
  private final StringBuilder text = new StringBuilder();

  public Xml leaf(String name, String value) {
    text.append('<').append(name).append('>');
    escape(value);
    text.append("</").append(name).append('>');
    return this;
  }

  public Xml leaf(String name, long value) {
    return leaf(name, Long.toString(value));
  }

  public Xml leaf(String name, boolean value) {
    return leaf(name, Boolean.toString(value));
  }

  /** In whole seconds, as AWS writes times. */
  public Xml leaf(String name, Instant value) {
    return leaf(name, value.truncatedTo(ChronoUnit.SECONDS).toString());
  }

  public Xml within(String name, Consumer<Xml> content) {
    return within(name, "", content);
  }

  public Xml within(String name, String attributes, Consumer<Xml> content) {
    text.append('<').append(name).append(attributes).append('>');
    content.accept(this);
    text.append("</").append(name).append('>');
    return this;
  }

  private void escape(String value) {
    for (int i = 0; i < value.length(); i++) {
      switch (value.charAt(i)) {
        case '<' -> text.append("&lt;");
        case '>' -> text.append("&gt;");
        case '&' -> text.append("&amp;");
        case '"' -> text.append("&quot;");
        default -> text.append(value.charAt(i));
      }
    }
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
