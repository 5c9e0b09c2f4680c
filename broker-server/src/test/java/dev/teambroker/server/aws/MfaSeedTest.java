package dev.teambroker.server.aws;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teambroker.protocol.Secret;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MfaSeedTest {
  /** The seed of RFC 6238's vectors in Base32; the last six of their eight digits. */
  private static final String RFC_SEED = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

  @Test
  void makesTheCodesOfRfc6238() {
    assertThat(codeAt(59)).isEqualTo("287082");
    assertThat(codeAt(1_111_111_109)).isEqualTo("081804");
    assertThat(codeAt(1_234_567_890)).isEqualTo("005924");
    assertThat(codeAt(20_000_000_000L)).isEqualTo("353130");
  }

  @Test
  void readsBase32HoweverItIsWritten() {
    Secret expected = seed(RFC_SEED).bytes();
    assertThat(seed("gezd gnbv-gy3t qojq gezd gnbv gy3t qojq==").bytes()).isEqualTo(expected);
  }

  @Test
  void refusesWhatIsNoBase32OrTooShort() {
    assertThat(MfaSeed.ofBase32(Secret.of("0189" + RFC_SEED))).isEmpty();
    assertThat(MfaSeed.ofBase32(Secret.of("GEZDGNBV"))).isEmpty();
    assertThat(MfaSeed.ofBase32(Secret.of(""))).isEmpty();
    assertThat(MfaSeed.ofBase32(Secret.of("A".repeat(900)))).isEmpty();
  }

  @Test
  void takesSixAsciiDigitsAloneAsACode() {
    assertThatThrownBy(() -> new MfaCode("arn", Secret.of("１２３４５６")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new MfaCode("arn", Secret.of("12345")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static String codeAt(long second) {
    long step = MfaSeed.stepAt(Instant.ofEpochSecond(second));
    return seed(RFC_SEED).code("arn", step).code().reveal(digits -> new String(digits, US_ASCII));
  }

  private static MfaSeed seed(String base32) {
    return MfaSeed.ofBase32(Secret.of(base32)).orElseThrow();
  }
}
