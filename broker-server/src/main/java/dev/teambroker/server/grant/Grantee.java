package dev.teambroker.server.grant;

import dev.teambroker.server.member.MemberId;
import dev.teambroker.server.member.TeamId;
import java.util.Set;

/** Whom a grant is for. */
public sealed interface Grantee {
  record OneMember(MemberId member) implements Grantee {}

  record WholeTeam(TeamId team) implements Grantee {}

  /** Whether a member of those teams is meant. */
  default boolean means(MemberId who, Set<TeamId> teams) {
    return switch (this) {
      case OneMember(MemberId member) -> member.equals(who);
      case WholeTeam(TeamId team) -> teams.contains(team);
    };
  }
}
