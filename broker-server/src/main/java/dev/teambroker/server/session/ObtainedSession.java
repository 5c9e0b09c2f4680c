package dev.teambroker.server.session;

import dev.teambroker.server.aws.AwsAnswer;
import dev.teambroker.server.aws.SessionCredentials;
import dev.teambroker.server.web.Outcome;

/** What became of obtaining a session from AWS. */
sealed interface ObtainedSession {
  /** AWS was asked with the key of that id. */
  record Asked(AwsAnswer<SessionCredentials> answer, String parentAccessKeyId)
      implements ObtainedSession {}

  /** AWS was not asked; why is for the member. */
  record NotAsked(Outcome.Refused<?> why) implements ObtainedSession {}
}
