package dev.teambroker.server.aws;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What AssumeRole is asked for. */
public record RoleToAssume(
    String roleArn,
    String sessionName,
    @Nullable String sourceIdentity,
    @Nullable String externalId,
    Duration duration,
    @Nullable String sessionPolicy,
    Map<String, String> tags) {}
