/**
 * Who may have which kind of session of which shared user.
 *
 * <p>{@link dev.teambroker.server.grant.Granting} stores what an owner grants; {@link
 * dev.teambroker.server.grant.Deciding} says, from the grants that are for a member and the
 * circumstances of a request, what STS may be asked for, or which limit is in the way.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"member", "shareduser", "aws", "audit", "web"})
package dev.teambroker.server.grant;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
