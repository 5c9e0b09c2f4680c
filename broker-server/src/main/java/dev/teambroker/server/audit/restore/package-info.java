/** An operator accepts that the database was restored: a new epoch of the trail begins. */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "audit",
      "audit::inside",
      "audit.checkpoint",
      "audit.start",
      "database",
      "web"
    })
package dev.teambroker.server.audit.restore;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
