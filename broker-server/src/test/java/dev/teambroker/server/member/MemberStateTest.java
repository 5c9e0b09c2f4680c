package dev.teambroker.server.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemberStateTest {
  static Stream<MemberState> states() {
    MemberState active = new MemberState.Active();
    return Stream.of(
        new MemberState.Invited(),
        new MemberState.Pending(),
        active,
        new MemberState.Locked(active),
        new MemberState.Suspended(new MemberState.Locked(active)),
        new MemberState.Removed());
  }

  @ParameterizedTest
  @MethodSource("states")
  void readsTheStateThatItWrote(MemberState state) {
    assertThat(MemberState.ofCode(state.code())).isEqualTo(state);
  }

  @Test
  void knowsADeviceThatWasLockedWhileItEnrolled() {
    DeviceState locked = new DeviceState.Locked(new DeviceState.Enrolling());
    assertThat(DeviceState.ofCode(locked.code())).isEqualTo(locked);
  }

  @Test
  void makesNothingOfATextThatNoBrokerWrites() {
    assertThatIllegalArgumentException().isThrownBy(() -> MemberState.ofCode("root"));
    assertThatIllegalArgumentException().isThrownBy(() -> DeviceState.ofCode("root"));
    assertThatIllegalArgumentException().isThrownBy(() -> Role.split("admin,root"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "Anna", "1anna", "anna smith", "anna/..", "änna"})
  void refusesNamesThatAwsWouldNotTake(String name) {
    assertThat(Names.isName(name)).isFalse();
  }
}
