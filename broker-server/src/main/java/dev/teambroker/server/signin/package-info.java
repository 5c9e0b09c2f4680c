/** Signing in: tokens bound to the device's key, and how fresh the second factor is. */
@NullMarked
@ApplicationModule(allowedDependencies = {"member", "mfa", "secretstore", "audit", "web"})
package dev.teambroker.server.signin;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
