package dev.teambroker.cli.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxyTest {
  @ParameterizedTest
  @CsvSource({
    "broker.example, '', true",
    "broker.example, example, false",
    "broker.example, .example, false",
    "broker.example, '*.example', false",
    "broker.example, 'a, broker.example:443', false",
    "notexample, example, true",
    "broker.example, ' ,, ', true",
    "BROKER.example, broker.EXAMPLE, false",
    "broker.example, '*', false",
    "localhost, '', false",
    "127.0.0.1, '', false",
    "[::1], '', false",
    "10.0.0.1, 10.0.0.1, false"
  })
  void isForAllButTheExceptedHostsAndLoopback(String host, String except, boolean through) {
    assertThat(Proxy.of("http://proxy:3128", except).isFor(host)).isEqualTo(through);
  }

  @Test
  void aWrongOneIsSaidWithoutItsPassword() {
    for (String url : new String[] {"http://u:geheim@", "ftp://u:geheim@h", "http://u:geheim@ h"}) {
      assertThatThrownBy(() -> Proxy.of(url, ""))
          .hasMessageContaining("HTTPS_PROXY takes http://")
          .hasMessageNotContaining("geheim");
    }
    assertThat(Proxy.of("http://u:geheim@h:1", "").address()).isEqualTo("h:1");
    assertThat(Proxy.of("h:1", "").address()).isEqualTo("h:1");
  }
}
