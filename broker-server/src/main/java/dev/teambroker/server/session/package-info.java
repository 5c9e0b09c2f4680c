/**
 * A member asks for a session.
 *
 * <p>{@link dev.teambroker.server.session.IssuingSession} puts the request on record; {@code
 * ClearingRequest} decides it on the rows that the trail vouches for; {@code ObtainingSession}
 * opens the key, draws an AWS MFA code where one is needed, and {@code AskingSts} asks STS; {@code
 * SessionRecords} puts what came of it on record, with the ledger's entry, before it is answered.
 */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "signin",
      "member",
      "mfa",
      "grant",
      "guard",
      "shareduser",
      "ledger",
      "aws",
      "audit",
      "web"
    })
package dev.teambroker.server.session;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
