package dev.teambroker.server.mfa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.protocol.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TotpCodeTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "012345",
        " 012 345 ",
        "012-345",
        "0 1 2 3 4 5",
        "\u00a0012\u2009345\n",
        "０１２３４５",
        "０１２　３４５",
        "٠١٢٣٤٥"
      })
  void readsSixDigitsHoweverTheyAreTyped(String typed) {
    assertThat(TotpCode.read(Secret.of(typed))).get().extracting(TotpCode::value).isEqualTo(12345);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "12345", "1234567", "12345a", "abcdef", "-12345", "1234.5", "½12345"})
  void refusesWhatIsNotSixDigits(String typed) {
    assertThat(TotpCode.read(Secret.of(typed))).isEmpty();
  }

  @Test
  void refusesBytesThatAreNoText() {
    assertThat(TotpCode.read(Secret.copyOf(new byte[] {'1', '2', '3', '4', '5', (byte) 0xC0})))
        .isEmpty();
    assertThat(TotpCode.read(Secret.copyOf(new byte[] {(byte) 0xFF, (byte) 0xF0, '1'}))).isEmpty();
  }

  @Test
  void showsNoDigit() {
    assertThat(TotpCode.read(Secret.of("123456")).orElseThrow().toString()).doesNotContain("1");
  }
}
