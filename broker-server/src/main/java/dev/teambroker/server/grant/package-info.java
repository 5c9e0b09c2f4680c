/** Who may have which kind of session of which shared user. */
@NullMarked
@ApplicationModule(allowedDependencies = {"member", "shareduser", "audit", "web"})
package dev.teambroker.server.grant;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
