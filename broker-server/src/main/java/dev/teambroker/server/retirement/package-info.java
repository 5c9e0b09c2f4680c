/**
 * The end of a shared user: {@link dev.teambroker.server.retirement.Retiring} stops issuing and
 * switches its keys off at AWS; later it deletes them or hands them back, and forgets the user.
 * What it did is read off AWS and the rows, so that each call can be repeated until it is through.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"member", "shareduser", "aws", "audit", "web"})
package dev.teambroker.server.retirement;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
