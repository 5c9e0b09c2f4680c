package dev.teambroker.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * How much of a long check this run does: a sample in the ordinary build, or with {@code
 * -Dbroker.endurance=N/M} the N-th of M parts of the full number, whose results are appended to
 * {@code target/endurance}. The seed is part of each result; {@code -Dbroker.endurance.seed} plays
 * the same again.
 */
public final class Endurance {
  private static final Path RESULTS = Path.of("target", "endurance");
  private static final String PART = System.getProperty("broker.endurance", "");

  private final String check;
  private final long seed;

  private Endurance(String check, long seed) {
    this.check = check;
    this.seed = seed;
  }

  /** The check of that name. */
  public static Endurance of(String check) {
    return new Endurance(
        check, Long.getLong("broker.endurance.seed", (check + PART).hashCode() & 0xffffffffL));
  }

  /** How often this run does what is done so often in the sample, and in all parts together. */
  public int times(int sample, int full) {
    if (PART.isEmpty()) {
      return sample;
    }
    String[] part = PART.split("/", 2);
    int number = Integer.parseInt(part[0]);
    int parts = Integer.parseInt(part[1]);
    return full * number / parts - full * (number - 1) / parts;
  }

  /** Of these, so many by chance in the sample; in the parts, each of them once. */
  public <T> List<T> share(List<T> all, int sample) {
    if (PART.isEmpty()) {
      List<T> shuffled = new ArrayList<>(all);
      Collections.shuffle(shuffled, random());
      return shuffled.subList(0, sample);
    }
    String[] part = PART.split("/", 2);
    int number = Integer.parseInt(part[0]);
    int parts = Integer.parseInt(part[1]);
    return all.subList(all.size() * (number - 1) / parts, all.size() * number / parts);
  }

  /** So many in the sample; all that belong together in one of the parts, and 0 in the others. */
  public int whole(int sample, int full) {
    return PART.isEmpty() ? sample : full * times(0, 1);
  }

  public Random random() {
    return new Random(seed);
  }

  /** Says what was measured. */
  public void found(String result) {
    String line =
        "| " + (PART.isEmpty() ? "sample" : PART) + " | " + result + " | seed " + seed + " |\n";
    System.out.print(check + ": " + line);
    if (!PART.isEmpty()) {
      append(line);
    }
  }

  private void append(String line) {
    try {
      Files.createDirectories(RESULTS);
      Files.writeString(
          RESULTS.resolve(check.replace(' ', '-') + ".md"),
          line,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Least, median and most of these, in seconds. */
  public static String spread(List<Duration> times) {
    List<Duration> sorted = times.stream().sorted().toList();
    return sorted.isEmpty()
        ? "none"
        : "%.1f/%.1f/%.1f s"
            .formatted(
                seconds(sorted.getFirst()),
                seconds(sorted.get(sorted.size() / 2)),
                seconds(sorted.getLast()));
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1000.0;
  }
}
