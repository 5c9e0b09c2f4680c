/**
 * PostgreSQL: embedded or the company's, its roles, and the check that a commit is durable.
 *
 * <p>At start {@link dev.teambroker.server.database.DatabaseConfiguration} locks the data
 * directory, starts the embedded server or takes the configured one, migrates the former or checks
 * the latter's migrations, checks durability and the service's role, and only then gives out the
 * one {@link javax.sql.DataSource}. All that the service does runs as the role {@code
 * broker_service}; the schema belongs to {@code broker_owner}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"web"})
package dev.teambroker.server.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
