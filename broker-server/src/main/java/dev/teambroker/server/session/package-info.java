/** A member asks for a session. */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "signin",
      "member",
      "mfa",
      "grant",
      "shareduser",
      "ledger",
      "aws",
      "audit",
      "web"
    })
package dev.teambroker.server.session;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
