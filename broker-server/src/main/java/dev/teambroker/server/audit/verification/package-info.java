/** {@code broker audit verify}: a trail, its checkpoints and every row that decides, compared. */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "audit",
      "audit::inside",
      "audit.checkpoint",
      "audit.segment",
      "audit.snapshot",
      "database",
      "web"
    })
package dev.teambroker.server.audit.verification;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
