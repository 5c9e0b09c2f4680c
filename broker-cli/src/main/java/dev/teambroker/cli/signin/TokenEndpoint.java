package dev.teambroker.cli.signin;

import dev.teambroker.cli.broker.BrokerHttp;
import dev.teambroker.cli.broker.Call;
import dev.teambroker.cli.broker.Json;
import dev.teambroker.protocol.Secret;
import dev.teambroker.protocol.SignIns;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** {@code POST /v1/token} (RFC 6749), in its two ways. */
final class TokenEndpoint {
  private final BrokerHttp http;

  TokenEndpoint(BrokerHttp http) {
    this.http = http;
  }

  SignIns.Token signIn(Secret code) {
    return ask(SignIns.DEVICE_GRANT, "code", code);
  }

  SignIns.Token refresh(Secret refreshToken) {
    return ask("refresh_token", "refresh_token", refreshToken);
  }

  private SignIns.Token ask(String grantType, String field, Secret value) {
    String start = "grant_type=" + encode(grantType) + "&" + field + "=";
    Secret form =
        value.reveal(bytes -> Secret.of(start + encode(new String(bytes, StandardCharsets.UTF_8))));
    byte[] answer = http.send(Call.of("POST", "/v1/token").withForm(form), null);
    return Json.read(answer, SignIns.Token.class);
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
