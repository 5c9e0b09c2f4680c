package dev.teambroker.server.consumer;

import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.springframework.context.support.GenericApplicationContext;

/** A name service that says what a test wants, another thing each time. */
public final class ScriptedNames implements Names {
  private final Deque<List<InetAddress>> answers = new ArrayDeque<>();
  private final AtomicInteger lookups = new AtomicInteger();

  ScriptedNames() {
    answers("127.0.0.1");
  }

  /** In place of the machine's. */
  public static Consumer<GenericApplicationContext> bean() {
    return context ->
        context.registerBean(ScriptedNames.class, definition -> definition.setPrimary(true));
  }

  /** From now on, addresses of one answer parted by commas; the last answer stays. */
  public synchronized void answers(String... next) {
    answers.clear();
    for (String each : next) {
      answers.add(Stream.of(each.split(",", -1)).map(InetAddress::ofLiteral).toList());
    }
  }

  public int lookups() {
    return lookups.get();
  }

  @Override
  public synchronized List<InetAddress> of(String host) {
    lookups.incrementAndGet();
    return answers.size() > 1 ? answers.remove() : answers.element();
  }
}
