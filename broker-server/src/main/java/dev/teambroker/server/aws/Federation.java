package dev.teambroker.server.aws;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What GetFederationToken is asked for. */
public record Federation(
    String name, Duration duration, @Nullable String sessionPolicy, Map<String, String> tags) {}
