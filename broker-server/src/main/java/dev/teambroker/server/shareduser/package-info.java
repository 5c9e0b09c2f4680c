/**
 * Shared users, their access keys and MFA devices; hands out AWS MFA codes.
 *
 * <p>A key comes in through {@link dev.teambroker.server.shareduser.ImportingSharedUser}, proved by
 * a call that is signed with it, and is opened for an issue by {@link
 * dev.teambroker.server.shareduser.IssuingKeys}; nothing else opens it. {@link
 * dev.teambroker.server.shareduser.CodePlanner} hands out the devices' codes. {@link
 * dev.teambroker.server.shareduser.Access} says who may see and administer what.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"member", "secretstore", "aws", "audit", "web"})
package dev.teambroker.server.shareduser;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
