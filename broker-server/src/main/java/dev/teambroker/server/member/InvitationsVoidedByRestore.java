package dev.teambroker.server.member;

import dev.teambroker.server.audit.RowChange;
import dev.teambroker.server.audit.RowRejected;
import dev.teambroker.server.audit.VoidedByRestore;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** After a restore an invitation that was used or withdrawn would be open again. */
@Component
class InvitationsVoidedByRestore implements VoidedByRestore {
  private final Invitations invitations;
  private final InstantSource clock;

  InvitationsVoidedByRestore(Invitations invitations, InstantSource clock) {
    this.invitations = invitations;
    this.clock = clock;
  }

  @Override
  public List<Voided> makeVoid() {
    List<RowChange> changes =
        invitations.stored().stream()
            .map(Invitation::invitationId)
            .flatMap(this::alive)
            .map(each -> invitations.update(each.in(new InvitationState.Withdrawn())))
            .toList();
    return List.of(new Voided("invitations", changes.size(), changes));
  }

  /** A row that is rejected invites nobody. */
  private Stream<Invitation> alive(InvitationId id) {
    try {
      return invitations.find(id).filter(each -> each.isAlive(clock.instant())).stream();
    } catch (RowRejected forged) {
      return Stream.empty();
    }
  }
}
