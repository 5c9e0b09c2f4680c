package dev.teambroker.server.web;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Keeps libraries from writing what they carry: below INFO, an HTTP client logs the bytes that it
 * reads and a web framework the arguments that it passes, keys and sessions among them. Whatever
 * level is configured, only loggers that carry no such thing go below INFO.
 */
final class CappedLogs extends TurboFilter
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {
  private static final List<String> MAY_SAY_MORE =
      List.of(
          "dev.teambroker.", "com.zaxxer.hikari.", "org.flywaydb.", "org.springframework.boot.");

  @Override
  public void initialize(ConfigurableApplicationContext starting) {
    ILoggerFactory loggers = LoggerFactory.getILoggerFactory();
    if (loggers instanceof LoggerContext context) {
      context.getTurboFilterList().removeIf(CappedLogs.class::isInstance);
      context.addTurboFilter(this);
    }
  }

  @Override
  public FilterReply decide(
      @Nullable Marker marker,
      Logger logger,
      Level level,
      @Nullable String format,
      Object @Nullable [] arguments,
      @Nullable Throwable thrown) {
    return level.levelInt >= Level.INFO_INT || isSaid(logger, level)
        ? FilterReply.NEUTRAL
        : FilterReply.DENY;
  }

  /** Asked many times a request, so the cheap question comes first. */
  private static boolean isSaid(Logger logger, Level level) {
    return logger.getEffectiveLevel().levelInt <= level.levelInt
        && MAY_SAY_MORE.stream().anyMatch(logger.getName()::startsWith);
  }
}
