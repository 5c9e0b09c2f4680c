package dev.teambroker.server.secretstore;

import dev.teambroker.protocol.Secret;
import dev.teambroker.server.web.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/**
 * {@code broker secret-store measure [SECONDS [THREADS]]}: how fast each key of {@code
 * broker.secret-store.keys} opens secrets, beside what its backend does alone. No database is used,
 * and what is sealed for it is thrown away.
 */
@Component("secret-store measure")
final class MeasureCommand implements Command {
  private static final Binding BINDING = new Binding("measure", "r", "o", "k", 1);
  private static final byte[] CONTEXT = BINDING.associatedData(Envelope.FORMAT);

  private final KeySources sources;
  private final SecretStoreSettings settings;

  MeasureCommand(KeySources sources, SecretStoreSettings settings) {
    this.sources = sources;
    this.settings = settings;
  }

  @Override
  public int run(List<String> arguments) throws InterruptedException, ExecutionException {
    if (arguments.size() > 2
        || !arguments.stream().allMatch(word -> word.matches("[1-9]\\d{0,3}"))) {
      System.err.println("broker: secret-store measure takes seconds and threads: two numbers");
      return 2;
    }
    int seconds = arguments.isEmpty() ? 5 : Integer.parseInt(arguments.getFirst());
    int threads = arguments.size() < 2 ? 4 : Integer.parseInt(arguments.get(1));
    for (KeySource source : sources.of(settings.keys(), "broker.secret-store.keys")) {
      Optional<KeyEncryptionKey> found = source.find();
      if (found.isEmpty()) {
        System.err.println("broker: " + source.place() + " is missing");
        return 1;
      }
      try (KeyEncryptionKey key = found.get()) {
        measure(key, seconds, threads);
      }
    }
    return 0;
  }

  /** The two in turns, so that what else the machine does hits both. */
  private static void measure(KeyEncryptionKey key, int seconds, int threads)
      throws InterruptedException, ExecutionException {
    SecretStore store = new SecretStore(List.of(key));
    SealedSecret sealed;
    byte[] wrapped;
    try (Secret secret = DataKeys.fresh()) {
      sealed = store.seal(secret, BINDING);
      wrapped = key.wrap(secret, CONTEXT);
    }
    Runnable unseal = () -> store.unseal(sealed, BINDING).close();
    Runnable alone = () -> key.unwrapAlone(wrapped, CONTEXT).close();
    run(unseal, 1, threads);
    run(alone, 1, threads);
    List<Rate> unseals = new ArrayList<>();
    List<Rate> backend = new ArrayList<>();
    for (int second = 0; second < seconds; second++) {
      unseals.add(run(unseal, 1, threads));
      backend.add(run(alone, 1, threads));
    }
    Rate opened = Rate.of(unseals);
    Rate raw = Rate.of(backend);
    System.out.printf(
        "%s, %d threads: unseals %s; the backend alone %s; %.0f %%%n",
        key.id(), threads, opened, raw, 100.0 * opened.perSecond() / raw.perSecond());
  }

  private static Rate run(Runnable operation, int seconds, int threads)
      throws InterruptedException, ExecutionException {
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
      List<Future<List<Long>>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        running.add(pool.submit(() -> until(end, operation)));
      }
      List<Long> all = new ArrayList<>();
      for (Future<List<Long>> each : running) {
        all.addAll(each.get());
      }
      return Rate.of(all, seconds);
    }
  }

  private static List<Long> until(long end, Runnable operation) {
    List<Long> took = new ArrayList<>();
    for (long begun = System.nanoTime(); begun < end; ) {
      operation.run();
      long now = System.nanoTime();
      took.add(now - begun);
      begun = now;
    }
    return took;
  }

  private record Rate(double perSecond, double p99Micros) {
    static Rate of(List<Long> took, int seconds) {
      List<Long> sorted = took.stream().sorted().toList();
      long p99 = sorted.get((int) (sorted.size() * 0.99));
      return new Rate(sorted.size() / (double) seconds, p99 / 1_000.0);
    }

    /** The medians of several runs. */
    static Rate of(List<Rate> runs) {
      int middle = runs.size() / 2;
      return new Rate(
          runs.stream().map(Rate::perSecond).sorted().toList().get(middle),
          runs.stream().map(Rate::p99Micros).sorted().toList().get(middle));
    }

    @Override
    public String toString() {
      return "%.0f/s, p99 %.0f µs".formatted(perSecond, p99Micros);
    }
  }
}
