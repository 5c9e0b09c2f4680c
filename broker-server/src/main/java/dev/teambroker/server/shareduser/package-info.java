/** Shared users, their access keys and MFA devices; hands out AWS MFA codes. */
@NullMarked
@ApplicationModule(allowedDependencies = {"member", "secretstore", "aws", "audit", "web"})
package dev.teambroker.server.shareduser;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
