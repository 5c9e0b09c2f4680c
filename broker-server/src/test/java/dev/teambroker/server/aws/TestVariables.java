package dev.teambroker.server.aws;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.support.GenericApplicationContext;

/** The variables of a process, as a test sets them; remembers which were asked for. */
public final class TestVariables implements ProviderVariables {
  private final Map<String, String> values;
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

  private TestVariables(Map<String, String> values) {
    this.values = values;
  }

  public static TestVariables of(Map<String, String> values) {
    return new TestVariables(values);
  }

  /** Puts them in place of the process's own. */
  public void replaceThoseOf(GenericApplicationContext starting) {
    starting.registerBean(
        "testVariables",
        ProviderVariables.class,
        () -> this,
        definition -> definition.setPrimary(true));
  }

  List<String> asked() {
    return List.copyOf(asked);
  }

  @Override
  public @Nullable String get(String name) {
    asked.add(name);
    return values.get(name);
  }
}
