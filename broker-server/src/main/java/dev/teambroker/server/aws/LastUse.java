package dev.teambroker.server.aws;

import java.time.Instant;

/**
 * The last use of an access key that AWS has noted. It is coarse (about 15 minutes): it proves a
 * use, and never that there was none.
 */
public record LastUse(Instant at, String service, String region) {}
