/**
 * Members, teams, devices and invitations: who there is and where they stand.
 *
 * <p>{@code Members}, {@code Devices} and {@code Teams} give out rows as the audit trail says they
 * are. What changes rows runs through {@code Changes}: the rows and the record of it in one
 * transaction. {@code Inviting} hands out links, {@code Arrivals} is what a link opens, {@code
 * Confirming} ends it; {@code Administering} and {@code TeamWork} are the admins'.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"secretstore", "audit", "web"})
package dev.teambroker.server.member;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
