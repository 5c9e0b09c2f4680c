package dev.teambroker.server;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Health and metrics, without TLS and without sign-in: nothing else is served there.
 *
 * @param port of /health/liveness, /health/readiness and /prometheus; 0 takes a free one, which is
 *     written to management.port in the data directory
 * @param address to listen on; keep it off networks that members or strangers reach
 */
@ConfigurationProperties("broker.management")
record ManagementSettings(
    @DefaultValue("9443") int port, @DefaultValue("127.0.0.1") String address) {}
