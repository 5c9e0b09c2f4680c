package dev.teambroker.server.database;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where the broker keeps its files.
 *
 * @param dataDirectory default {@code ${XDG_DATA_HOME:-~/.local/share}/broker}
 */
@ConfigurationProperties("broker")
record DataDirectoryProperties(@Nullable Path dataDirectory) {}
