package dev.teambroker.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.server.Settings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class SourceAddressesTest {
  private final SourceAddresses sources =
      new SourceAddresses(
          Settings.of(
              "broker.web", WebSettings.class, Map.of("trusted-proxies", "10.0.0.0/8,::1")));

  @Test
  void takesTheTransportsAddress() {
    assertThat(sources.of(request("198.51.100.7"))).isEqualTo("198.51.100.7");
  }

  @Test
  void believesNoHeaderOfAStranger() {
    assertThat(sources.of(request("198.51.100.7", "10.0.0.1"))).isEqualTo("198.51.100.7");
  }

  @Test
  void believesTheHeaderOfATrustedProxy() {
    assertThat(sources.of(request("10.1.2.3", "198.51.100.7"))).isEqualTo("198.51.100.7");
    assertThat(sources.of(request("0:0:0:0:0:0:0:1", "[2001:db8::7]"))).isEqualTo("2001:db8::7");
  }

  @Test
  void readsAChainOfProxiesFromItsEnd() {
    assertThat(sources.of(request("10.1.2.3", "1.1.1.1, 198.51.100.7", "10.9.9.9")))
        .as("what stands before the first untrusted address was written by the client")
        .isEqualTo("198.51.100.7");
  }

  @Test
  void stopsAtWhatIsNoAddress() {
    assertThat(sources.of(request("10.1.2.3", "198.51.100.7, unknown"))).isEqualTo("10.1.2.3");
    assertThat(sources.of(request("10.1.2.3", "0.0.0.0/0"))).isEqualTo("10.1.2.3");
    assertThat(sources.of(request("10.1.2.3", ""))).isEqualTo("10.1.2.3");
  }

  @Test
  void dropsTheZoneOfALinkLocalAddress() {
    assertThat(sources.of(request("fe80::1%eth0"))).isEqualTo("fe80::1");
  }

  private static MockHttpServletRequest request(String peer, String... forwarded) {
    var request = new MockHttpServletRequest();
    request.setRemoteAddr(peer);
    List.of(forwarded).forEach(line -> request.addHeader("X-Forwarded-For", line));
    return request;
  }
}
