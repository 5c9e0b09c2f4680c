package dev.teambroker.server.ledger;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.protocol.Sessions.Issued;
import dev.teambroker.server.audit.LedgerRow;
import dev.teambroker.server.member.Member;
import dev.teambroker.server.shareduser.Owners;
import dev.teambroker.server.shareduser.SharedUser;
import dev.teambroker.server.shareduser.SharedUserId;
import dev.teambroker.server.shareduser.SharedUsers;
import dev.teambroker.server.web.Outcome;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Whose session an access key id is: told to admins, auditors, owners of the shared user, and the
 * one whose it is. To others it is as if there were none. Thread-safe.
 */
@Component
public class LookingUpSession {
  private final Ledger ledger;
  private final SharedUsers users;
  private final Owners owners;

  LookingUpSession(Ledger ledger, SharedUsers users, Owners owners) {
    this.ledger = ledger;
    this.users = users;
    this.owners = owners;
  }

  public Outcome<Issued> find(Member asking, String accessKeyId) {
    Optional<Issued> found =
        ledger.find(accessKeyId).filter(row -> maySee(asking, row)).map(this::shown);
    return found.isPresent()
        ? Outcome.done(found.get())
        : Outcome.refused(
            ProblemType.NOT_FOUND, "The broker issued no session of that id that you may see.");
  }

  private boolean maySee(Member asking, LedgerRow row) {
    return asking.isAdmin()
        || asking.isAuditor()
        || row.memberId().equals(asking.id())
        || owners.decides(asking, new SharedUserId(row.sharedUser()));
  }

  private Issued shown(LedgerRow row) {
    return new Issued(
        row.accessKeyId(),
        row.memberName(),
        row.deviceName(),
        users
            .find(new SharedUserId(row.sharedUser()))
            .map(SharedUser::name)
            .orElse(row.sharedUser()),
        row.account(),
        row.kind(),
        row.grantId(),
        row.parentAccessKeyId(),
        row.assumedArn(),
        row.issuedAt(),
        row.expiration(),
        row.requestId(),
        row.sourceAddress());
  }
}
