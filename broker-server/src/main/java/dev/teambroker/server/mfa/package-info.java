/** Second factors: enrolling and verifying TOTP codes. */
@NullMarked
@ApplicationModule(allowedDependencies = {"member", "secretstore", "audit", "web"})
package dev.teambroker.server.mfa;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
