/** The broker's own CA and the certificates it serves. */
@NullMarked
@ApplicationModule(allowedDependencies = {"secretstore", "audit", "database", "web"})
package dev.teambroker.server.tls;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
