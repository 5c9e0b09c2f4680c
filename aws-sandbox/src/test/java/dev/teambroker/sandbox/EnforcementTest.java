package dev.teambroker.sandbox;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teambroker.sandbox.setting.Enforcement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every rule is enforced, and it is the rule that makes its test pass. */
class EnforcementTest {
  @ParameterizedTest
  @EnumSource
  void refusesWhatBreaksTheRule(Enforcement rule) {
    try (Scene scene = new Scene()) {
      Violation.of(rule).isRefused(scene);
    }
  }

  @ParameterizedTest
  @EnumSource
  void isFoundMissingWhenTheRuleIsOff(Enforcement rule) {
    try (Scene scene = new Scene()) {
      scene.aws.enforcement(rule).off();
      assertThatThrownBy(() -> Violation.of(rule).isRefused(scene))
          .isInstanceOf(AssertionError.class);
    }
  }
}
