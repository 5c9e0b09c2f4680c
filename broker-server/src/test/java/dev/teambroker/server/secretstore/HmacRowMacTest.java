package dev.teambroker.server.secretstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.protocol.Secret;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class HmacRowMacTest {
  @Test
  void isHmacSha256() {
    HmacRowMac mac = new HmacRowMac(Secret.of("Jefe"));
    byte[] message = "what do ya want for nothing?".getBytes(StandardCharsets.US_ASCII);

    String rfc4231 = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
    assertThat(HexFormat.of().formatHex(mac.of(message))).isEqualTo(rfc4231);
    assertThat(HexFormat.of().formatHex(mac.of(message))).isEqualTo(rfc4231);
  }
}
