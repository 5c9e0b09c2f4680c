package dev.teambroker.server.mfa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.protocol.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackOffTest {
  @ParameterizedTest
  @CsvSource({"1, 0", "3, 0", "4, 4", "5, 8", "6, 16", "10, 256", "12, 900", "1000, 900"})
  void doublesTheWaitUpToAQuarterOfAnHour(int attempts, long seconds) {
    assertThat(BackOff.DEVICE.after(attempts)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  void showsTenRecoveryCodesOfEightyBits() {
    List<Secret> codes = RecoveryCode.fresh();
    assertThat(codes).hasSize(10);
    var texts = new HashSet<String>();
    codes.forEach(
        code -> texts.add(code.reveal(bytes -> new String(bytes, StandardCharsets.US_ASCII))));
    assertThat(texts).hasSize(10).allMatch(text -> text.matches("([A-Z2-7]{4}-){3}[A-Z2-7]{4}"));
  }

  @Test
  void readsARecoveryCodeHoweverItIsTyped() {
    assertThat(RecoveryCode.hash(Secret.of(" abcd efgh-IJKL mnop")))
        .isEqualTo(RecoveryCode.hash(Secret.of("ABCD-EFGH-IJKL-MNOP")))
        .isNotEqualTo(RecoveryCode.hash(Secret.of("ABCD-EFGH-IJKL-MNOQ")));
  }
}
