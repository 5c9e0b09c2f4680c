/** Members, teams, devices and invitations. */
@NullMarked
@ApplicationModule(allowedDependencies = {"secretstore", "audit", "web"})
package dev.teambroker.server.member;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
