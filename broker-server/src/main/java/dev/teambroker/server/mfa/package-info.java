/**
 * Second factors: enrolling and verifying TOTP codes.
 *
 * <p>A code is read leniently ({@code TotpCode}), counted before it is compared ({@code
 * CountingAttempts}, {@code GuardingAttempts}), compared with the steps around now ({@code Totp})
 * and taken once by moving the factor's last step in the database ({@code Attempts#take}).
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"member", "secretstore", "audit", "web"})
package dev.teambroker.server.mfa;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
