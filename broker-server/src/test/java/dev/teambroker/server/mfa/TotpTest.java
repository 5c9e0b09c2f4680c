package dev.teambroker.server.mfa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.protocol.Secret;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {
  private static final Secret SEED = Secret.of("12345678901234567890");
  private static final Instant NOW = Instant.ofEpochSecond(1111111109);
  private static final long STEP = 37037036;
  private final Totp totp = new Totp();

  @ParameterizedTest
  @CsvSource({
    "59, 287082",
    "1111111109, 081804",
    "1111111111, 050471",
    "1234567890, 005924",
    "2000000000, 279037",
    "20000000000, 353130"
  })
  void makesTheCodesOfRfc6238(long seconds, String lastSixDigits) {
    assertThat(totp.code(SEED, Totp.current(Instant.ofEpochSecond(seconds))))
        .isEqualTo(Integer.parseInt(lastSixDigits));
  }

  @ParameterizedTest
  @CsvSource({"-1", "0", "1"})
  void takesACodeOfNowOrOfTheStepBesides(int off) {
    assertThat(totp.step(SEED, code(STEP + off), NOW)).hasValue(STEP + off);
  }

  @ParameterizedTest
  @CsvSource({"-2", "2"})
  void refusesACodeThatIsTwoStepsOff(int off) {
    assertThat(totp.step(SEED, code(STEP + off), NOW)).isEmpty();
  }

  @Test
  void takesTwoCodesOneAfterTheOther() {
    assertThat(totp.lastOfTwo(SEED, code(STEP - 1), code(STEP), NOW)).hasValue(STEP);
  }

  @Test
  void refusesTheSameCodeTwiceAndAGapAndTheWrongOrder() {
    assertThat(totp.lastOfTwo(SEED, code(STEP), code(STEP), NOW)).isEmpty();
    assertThat(totp.lastOfTwo(SEED, code(STEP - 1), code(STEP + 1), NOW)).isEmpty();
    assertThat(totp.lastOfTwo(SEED, code(STEP), code(STEP - 1), NOW)).isEmpty();
  }

  private TotpCode code(long step) {
    return TotpCode.read(Secret.of("%06d".formatted(totp.code(SEED, step)))).orElseThrow();
  }
}
