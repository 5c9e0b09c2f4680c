package dev.teambroker.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.server.member.FreshId;
import dev.teambroker.server.member.Member;
import dev.teambroker.server.member.MemberId;
import dev.teambroker.server.member.MemberState;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SessionNamesTest {
  @Test
  void leavesANameThatFitsAsItIs() {
    Member alice = member("alice@example.com");
    assertThat(SessionNames.ofRole(alice)).isEqualTo("alice@example.com");
    assertThat(SessionNames.ofFederation(alice)).isEqualTo("alice@example.com");
  }

  @Test
  void cutsANameForFederationOnlyBeyond32Characters() {
    assertThat(SessionNames.ofFederation(member("a".repeat(32)))).isEqualTo("a".repeat(32));
    String cut = SessionNames.ofFederation(member("a".repeat(33)));
    assertThat(cut).hasSize(32).startsWith("a".repeat(19) + "=").matches("[\\w+=,.@-]*");
  }

  @Test
  void neverGivesTwoMembersOneName() {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < 2_000; i++) {
      assertThat(
              names.add(SessionNames.ofFederation(member("very-long-name-of-the-member-no-" + i))))
          .isTrue();
    }
  }

  @Test
  void givesAMemberTheSameNameEachTime() {
    Member member = member("a-name-that-is-longer-than-32-characters");
    assertThat(SessionNames.ofFederation(member)).isEqualTo(SessionNames.ofFederation(member));
    assertThat(SessionNames.ofRole(member)).isEqualTo(member.name());
  }

  private static Member member(String name) {
    return new Member(
        new MemberId(FreshId.of("m")),
        1,
        name,
        Set.of(),
        new MemberState.Active(),
        List.of(),
        null,
        Instant.EPOCH,
        Instant.EPOCH);
  }
}
