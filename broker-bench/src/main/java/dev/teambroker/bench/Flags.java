package dev.teambroker.bench;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Options that take a number each. */
record Flags(Map<String, Integer> values) {
  static Flags parse(List<String> typed, Map<String, Integer> defaults) throws Options.Wrong {
    Map<String, Integer> values = new TreeMap<>(defaults);
    for (int i = 0; i < typed.size(); i += 2) {
      String name = typed.get(i);
      if (!defaults.containsKey(name)) {
        throw new Options.Wrong("there is no option " + name);
      }
      if (i + 1 == typed.size() || !typed.get(i + 1).matches("[1-9][0-9]{0,5}")) {
        throw new Options.Wrong(name + " takes a number from 1");
      }
      values.put(name, Integer.valueOf(typed.get(i + 1)));
    }
    return new Flags(values);
  }

  int of(String name) {
    return values.getOrDefault(name, 0);
  }
}
