/** Seals and unseals secrets under the key-encryption key, and makes the MACs of deciding rows. */
@NullMarked
@ApplicationModule(allowedDependencies = {"audit", "aws", "database", "web"})
package dev.teambroker.server.secretstore;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
