package dev.teambroker.bench;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is measured.
 *
 * @param sts an STS that is there already; null: the stub
 * @param delays of the stub, milliseconds
 * @param target another server's address to measure in the same run, or null
 * @param headers sent to it
 * @param launcher starts the broker
 */
record Options(
    @Nullable URI sts,
    List<Integer> delays,
    List<Integer> clients,
    int seconds,
    int warmUpSeconds,
    @Nullable URI target,
    List<String> headers,
    Path launcher) {
  /** Whoever typed it is told. */
  static final class Wrong extends Exception {
    private static final long serialVersionUID = 1;

    Wrong(String message) {
      super(message);
    }
  }

  static Options parse(Path launcher, List<String> own) throws Wrong {
    URI sts = null;
    List<Integer> delays = List.of(0, 20, 100);
    List<Integer> clients = List.of(1, 8, 32, 128);
    int seconds = 10;
    int warmUp = 30;
    URI target = null;
    List<String> headers = new ArrayList<>();
    for (int i = 0; i < own.size(); i += 2) {
      String name = own.get(i);
      if (i + 1 == own.size()) {
        throw new Wrong(name + " wants a value, or isn't known");
      }
      String value = own.get(i + 1);
      switch (name) {
        case "--sts" -> sts = address(name, value);
        case "--sts-delay" -> delays = numbers(name, value, 0);
        case "--clients" -> clients = numbers(name, value, 1);
        case "--seconds" -> seconds = numbers(name, value, 1).getFirst();
        case "--warm-up" -> warmUp = numbers(name, value, 0).getFirst();
        case "--target" -> target = address(name, value);
        case "--target-header" -> headers.add(value);
        default -> throw new Wrong("there is no option " + name);
      }
    }
    return new Options(
        sts,
        sts == null ? delays : List.of(0),
        clients,
        seconds,
        warmUp,
        target,
        headers,
        launcher);
  }

  private static List<Integer> numbers(String name, String value, int least) throws Wrong {
    List<Integer> numbers = new ArrayList<>();
    for (String each : value.split(",", -1)) {
      if (!each.matches("[0-9]{1,5}") || Integer.parseInt(each) < least) {
        throw new Wrong(name + " takes numbers from " + least + ", with commas between them");
      }
      numbers.add(Integer.parseInt(each));
    }
    return numbers;
  }

  private static URI address(String name, String value) throws Wrong {
    if (!value.matches("https?://[^/\\s]+(/\\S*)?")) {
      throw new Wrong(name + " takes an address such as http://127.0.0.1:4566");
    }
    return URI.create(value);
  }
}
