package dev.teambroker.server;

import dev.teambroker.server.database.StartRefused;
import dev.teambroker.server.web.Rate;
import java.net.BindException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.util.unit.DataSize;

/** Why the start failed, as one sentence for the operator, where it is the operator's to mend. */
final class StartSentences extends AbstractFailureAnalyzer<Throwable> {
  @Override
  protected @Nullable FailureAnalysis analyze(Throwable rootFailure, Throwable cause) {
    return of(rootFailure)
        .map(sentence -> new FailureAnalysis(sentence, null, rootFailure))
        .orElse(null);
  }

  static Optional<String> of(Throwable failure) {
    List<Throwable> chain = Stream.iterate(failure, e -> e != null, Throwable::getCause).toList();
    return first(chain, StartRefused.class)
        .map(Throwable::getMessage)
        .or(() -> ofProperty(chain))
        .or(() -> ofPort(chain));
  }

  private static Optional<String> ofProperty(List<Throwable> chain) {
    return first(chain, org.springframework.boot.context.properties.bind.BindException.class)
        .map(
            e -> {
              String spoken = last(chain).getMessage();
              return spoken != null && spoken.startsWith("broker.")
                  ? spoken
                  : nameOf(e) + " takes " + words(e.getTarget().getType().resolve()) + ".";
            });
  }

  private static String nameOf(org.springframework.boot.context.properties.bind.BindException e) {
    ConfigurationPropertyName name =
        e.getProperty() == null ? e.getName() : e.getProperty().getName();
    return name.toString();
  }

  private static Optional<String> ofPort(List<Throwable> chain) {
    return first(chain, PortInUseException.class)
        .map(
            e ->
                "port "
                    + e.getPort()
                    + " is in use: set broker.web.port or broker.management.port.")
        .or(() -> first(chain, BindException.class).map(e -> "can't listen: " + e.getMessage()));
  }

  private static String words(@Nullable Class<?> type) {
    if (type == null) {
      return "another value";
    }
    if (type == int.class || type == long.class || type == Integer.class) {
      return "a whole number";
    }
    if (type == boolean.class) {
      return "true or false";
    }
    if (type == Duration.class) {
      return "a duration such as 30s, 5m or 12h";
    }
    if (type == DataSize.class) {
      return "a size such as 64KB";
    }
    if (type == Rate.class) {
      return Rate.EXPECTED;
    }
    return type.isEnum() ? "one of " + String.join(", ", names(type)) : "a " + type.getSimpleName();
  }

  private static List<String> names(Class<?> type) {
    return Stream.of(type.getEnumConstants())
        .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
        .toList();
  }

  private static <T> Optional<T> first(List<Throwable> chain, Class<T> type) {
    return chain.stream().filter(type::isInstance).map(type::cast).findFirst();
  }

  private static Throwable last(List<Throwable> chain) {
    return chain.getLast();
  }
}
