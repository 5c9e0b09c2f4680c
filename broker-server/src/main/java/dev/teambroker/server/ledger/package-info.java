/**
 * Which member holds which session: access key id → member, device, grant, parent key. For
 * GetSessionToken it is the only thing that tells one member's calls from another's.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"member", "grant", "shareduser", "audit", "web"})
package dev.teambroker.server.ledger;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
