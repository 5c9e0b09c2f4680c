/**
 * Shows, on a spare key, whether an AWS account lets sessions outlive the key that issued them.
 *
 * <p>{@link dev.teambroker.server.probe.ProbingAccount} begins a probe; {@code ProbeRun} makes the
 * spare key, has a session issued with it, switches the key off, uses the session, and removes the
 * key. Each step is on record before the next, so that what a dead replica left is settled by
 * {@code SettlingProbes}: removed where it is known to be the probe's, told where it is not.
 */
@NullMarked
@ApplicationModule(
    allowedDependencies = {"member", "shareduser", "aws", "audit", "database", "web"})
package dev.teambroker.server.probe;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
