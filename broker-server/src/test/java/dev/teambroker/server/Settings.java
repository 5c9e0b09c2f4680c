package dev.teambroker.server;

import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Configuration records as the server binds them. */
public final class Settings {
  private Settings() {}

  /** The record of a prefix, with its defaults where nothing is given. */
  public static <T> T of(String prefix, Class<T> type, Map<String, String> given) {
    Map<String, String> named =
        given.entrySet().stream()
            .collect(Collectors.toMap(e -> prefix + "." + e.getKey(), Map.Entry::getValue));
    return new Binder(new MapConfigurationPropertySource(named))
        .bindOrCreate(prefix, Bindable.of(type));
  }
}
