/** Which member holds which session. */
@NullMarked
@ApplicationModule(allowedDependencies = {"member", "grant", "shareduser", "audit", "web"})
package dev.teambroker.server.ledger;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
