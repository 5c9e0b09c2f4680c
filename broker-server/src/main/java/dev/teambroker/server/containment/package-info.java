/**
 * Stops what may be in wrong hands, and ends the sessions that were issued.
 *
 * <p>{@link dev.teambroker.server.containment.Containing} stops a member, a shared user or all
 * issuing: flags in rows of {@code member} and {@code shareduser}, which {@code session} reads at
 * each request. Then {@code DenyingSessions} puts a policy on the IAM user that denies everything
 * to sessions that were issued before, and counts it only once a {@code ProbeSession} was denied.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"member", "shareduser", "aws", "audit", "web"})
package dev.teambroker.server.containment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
