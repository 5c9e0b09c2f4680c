package dev.teambroker.cli.testing;

import dev.teambroker.cli.terminal.Terminal;
import dev.teambroker.protocol.Secret;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** Somebody at the terminal who types these lines, one for each question. */
public final class TypingPerson implements Terminal {
  private final Queue<String> lines = new ArrayDeque<>();
  private final List<String> seen = new ArrayList<>();
  private boolean there;

  public void willType(String... typed) {
    lines.addAll(List.of(typed));
    there = true;
  }

  public void leaves() {
    there = false;
  }

  /** All questions and all that was shown. */
  public List<String> seen() {
    return List.copyOf(seen);
  }

  @Override
  public boolean isThere() {
    return there;
  }

  @Override
  public void show(String text) {
    seen.add(text);
  }

  @Override
  public String ask(String question) {
    seen.add(question);
    String line = lines.poll();
    if (line == null) {
      throw new IllegalStateException("nobody expected the question: " + question);
    }
    return line;
  }

  @Override
  public Secret askSecretly(String question) {
    return Secret.of(ask(question + "[secretly] "));
  }
}
