package dev.teambroker.server;

import dev.teambroker.server.database.StartRefused;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.util.ClassUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Checks the whole configuration before anything is started, against the metadata that the build
 * makes of the configuration records.
 */
final class KnownSettings {
  private static final String METADATA = "META-INF/spring-configuration-metadata.json";
  private static final String OURS = "broker";

  private final Set<String> names = new TreeSet<>();
  private final Set<String> maps = new TreeSet<>();
  private final List<JsonNode> groups = new ArrayList<>();

  private KnownSettings() {}

  /**
   * Binds every record and finds misspelt names.
   *
   * @throws StartRefused for the first name that no record has
   * @throws org.springframework.boot.context.properties.bind.BindException for the first value that
   *     its record refuses
   */
  static void check(ConfigurableEnvironment environment) {
    KnownSettings known = read();
    List<String> unknown = known.unknownOf(environment);
    if (!unknown.isEmpty()) {
      throw new StartRefused(
          "no such property: %s; docs/reference/configuration.md lists them."
              .formatted(String.join(", ", unknown)));
    }
    Binder binder = Binder.get(environment);
    for (JsonNode group : known.groups) {
      Class<?> type = ClassUtils.resolveClassName(group.path("type").asString(), null);
      binder.bindOrCreate(group.path("name").asString(), Bindable.of(type));
    }
  }

  /** The names in files and options; the environment holds others' variables too. */
  private List<String> unknownOf(ConfigurableEnvironment environment) {
    return environment.getPropertySources().stream()
        .filter(source -> !isOfProcess(source.getName()))
        .filter(EnumerablePropertySource.class::isInstance)
        .map(source -> ((EnumerablePropertySource<?>) source).getPropertyNames())
        .flatMap(found -> List.of(found).stream())
        .filter(name -> name.startsWith(OURS + ".") && !name.equals("broker.command"))
        .map(name -> name.replaceAll("\\[[0-9]+]$", ""))
        .filter(name -> !isKnown(plain(name)))
        .distinct()
        .toList();
  }

  private boolean isKnown(String name) {
    return names.contains(name) || maps.stream().anyMatch(name::startsWith);
  }

  private static boolean isOfProcess(String source) {
    return source.equals(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME)
        || source.equals(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
  }

  /** Of the broker alone, beside this class: what the libraries can be set to is not for here. */
  private static KnownSettings read() {
    Class<?> self = KnownSettings.class;
    String root =
        String.valueOf(self.getResource(self.getSimpleName() + ".class"))
            .replace(self.getName().replace('.', '/') + ".class", "");
    KnownSettings known = new KnownSettings();
    try (InputStream in = URI.create(root + METADATA).toURL().openStream()) {
      known.add(JsonMapper.shared().readTree(in));
      return known;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(JsonNode metadata) {
    for (JsonNode property : metadata.path("properties")) {
      String name = plain(property.path("name").asString());
      names.add(name);
      if (property.path("type").asString().startsWith("java.util.Map")) {
        maps.add(name + ".");
      }
    }
    for (JsonNode group : metadata.path("groups")) {
      String name = group.path("name").asString();
      if (name.equals(OURS) || name.startsWith(OURS + ".")) {
        groups.add(group);
      }
    }
  }

  /** maxBody and max-body are the same property. */
  private static String plain(String name) {
    return name.replace("-", "").toLowerCase(Locale.ROOT);
  }
}
