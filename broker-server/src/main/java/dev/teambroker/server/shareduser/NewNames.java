package dev.teambroker.server.shareduser;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.server.web.Outcome;
import org.springframework.stereotype.Component;

/** Whether an IAM user may become a shared user under a name. Thread-safe. */
@Component
class NewNames {
  private final SharedUsers users;
  private final ManagementPrincipals principals;

  NewNames(SharedUsers users, ManagementPrincipals principals) {
    this.users = users;
    this.principals = principals;
  }

  /** The user, or why not. */
  Outcome<SharedUser> free(SharedUser user) {
    for (SharedUser other : users.all()) {
      if (other.name().equals(user.name())) {
        return Outcome.refused(ProblemType.CONFLICT, "There is a shared user of that name.");
      }
      if (other.userArn().equals(user.userArn()) || other.userId().equals(user.userId())) {
        return Outcome.refused(
            ProblemType.CONFLICT, "This IAM user is here already, as another shared user.");
      }
    }
    return principals.all().stream().anyMatch(one -> one.arn().equals(user.userArn()))
        ? Outcome.refused(
            ProblemType.CONFLICT,
            "This IAM user is the account's management principal, which is never shared.")
        : Outcome.done(user);
  }
}
