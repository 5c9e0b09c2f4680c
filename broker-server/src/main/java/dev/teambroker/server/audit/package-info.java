/**
 * The audit trail, which fails closed, and the index of authenticated rows that is folded from it.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"database", "web"})
package dev.teambroker.server.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
