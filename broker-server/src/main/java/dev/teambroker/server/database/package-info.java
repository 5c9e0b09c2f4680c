/** PostgreSQL: embedded or the company's, its roles, and the check that a commit is durable. */
@NullMarked
@ApplicationModule(allowedDependencies = {"web"})
package dev.teambroker.server.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
