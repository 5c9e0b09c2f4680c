/**
 * The policies that IAM should have, and the guard among them: what keeps members' sessions from
 * changing the IAM user that they share.
 *
 * <p>{@link dev.teambroker.server.guard.LeastPolicies} writes them; {@link
 * dev.teambroker.server.guard.CheckingPolicies} holds them against what IAM has and keeps what it
 * found; {@link dev.teambroker.server.guard.Guarding} says whether a session with MFA, which could
 * change the user, may be issued: with the guard, or with an owner's {@link
 * dev.teambroker.server.guard.AcceptingNoGuard acceptance} on record.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"member", "grant", "shareduser", "aws", "audit", "web"})
package dev.teambroker.server.guard;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
