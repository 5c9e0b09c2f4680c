package dev.teambroker.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {
  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.0.1, true",
    "10.0.0.0/8, 11.0.0.1, false",
    "192.168.4.0/22, 192.168.7.255, true",
    "192.168.4.0/22, 192.168.8.0, false",
    "0.0.0.0/0, 203.0.113.9, true",
    "0.0.0.0/0, ::1, false",
    "203.0.113.9, 203.0.113.9, true",
    "2001:db8::/32, 2001:db8:1::5, true",
    "2001:db8::/32, 2001:db9::5, false",
    "10.0.0.0/8, ::ffff:10.0.0.1, true",
    "10.0.0.0/8, localhost, false",
    "10.0.0.0/8, '', false",
  })
  void holdsTheAddressesOfItsPrefix(String network, String address, boolean held) {
    assertThat(Network.parse(network).contains(address)).isEqualTo(held);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "localhost", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.1/8", "10.0.0.0/", "1.2.3"})
  void refusesWhatIsNoNetwork(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Network.parse(text));
  }

  @Test
  void comparesByAddressAndPrefix() {
    assertThat(Network.parse("10.0.0.0/8"))
        .isEqualTo(Network.parse("10.0.0.0/8"))
        .hasSameHashCodeAs(Network.parse("10.0.0.0/8"))
        .isNotEqualTo(Network.parse("10.0.0.0/9"))
        .hasToString("10.0.0.0/8");
  }
}
