package dev.teambroker.server.secretstore.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Pkcs11UriTest {
  @Test
  void readsWhatRfc7512Writes() {
    Pkcs11Uri uri =
        Pkcs11Uri.of(
            "pkcs11:token=The%20token;object=kek+1;type=secret-key"
                + "?pin-source=file:/etc/broker/pin&module-path=/usr/lib/hsm.so");

    assertThat(uri)
        .isEqualTo(
            new Pkcs11Uri(
                "The token",
                null,
                "kek+1",
                Path.of("/etc/broker/pin"),
                Path.of("/usr/lib/hsm.so")));
    assertThat(uri.keyId()).isEqualTo("pkcs11/The token/kek+1");
  }

  @Test
  void takesASlotInPlaceOfALabel() {
    Pkcs11Uri uri = Pkcs11Uri.of("pkcs11:slot-id=7;object=kek");

    assertThat(uri.isIn(new Token(7, "any", "", "", 0))).isTrue();
    assertThat(uri.isIn(new Token(8, "any", "", "", 0))).isFalse();
  }

  /** A PIN in the configuration could end in an argument list. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "pkcs11:",
        "pkcs11:token=a",
        "pkcs11:object=a",
        "pkcs11:token=a;object=",
        "pkcs11:token=a;object=b;object=c",
        "pkcs11:token=a;object=b?pin-value=1234",
        "pkcs11:slot-id=x;object=b"
      })
  void refusesAnythingElseWithAnExample(String uri) {
    assertThatThrownBy(() -> Pkcs11Uri.of(uri))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("pkcs11:token=broker;object=broker-kek-1")
        .hasMessageNotContaining("1234");
  }
}
