package dev.teambroker.cli.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.protocol.Secret;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SixDigitsTest {
  @ParameterizedTest
  @ValueSource(strings = {"123456", " 123 456\r", "１２３４５６", "1 2\t3 4 5 6", "123\u00a0456"})
  void readsACodeHoweverItIsTyped(String typed) {
    assertThat(SixDigits.of(Secret.of(typed))).contains(Secret.of("123456"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "12345", "1234567", "12345a", "-123456", "123456."})
  void takesNothingElse(String typed) {
    assertThat(SixDigits.of(Secret.of(typed))).isEmpty();
  }
}
