package dev.teambroker.server.aws;

import dev.teambroker.server.web.Outcome;

/** One way in which the broker gets credentials of its own. */
interface IdentityProvider {
  /** Asks for fresh ones; refused with a sentence for whoever runs the broker. */
  Outcome<SessionCredentials> fetch();
}
