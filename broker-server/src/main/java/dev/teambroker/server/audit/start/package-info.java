/** Before anything is served: the trail is folded, and held against the furthest checkpoint. */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "audit",
      "audit::inside",
      "audit.checkpoint",
      "audit.snapshot",
      "database",
      "web"
    })
package dev.teambroker.server.audit.start;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
