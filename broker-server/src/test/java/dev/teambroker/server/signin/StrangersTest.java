package dev.teambroker.server.signin;

import static dev.teambroker.server.signin.SharedBroker.CLOCK;
import static dev.teambroker.server.signin.SharedBroker.ONE;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who has nothing can't fill the trail. {@code -Dbroker.test.strangers} says how many requests. */
class StrangersTest {
  private static final int COUNT = Integer.getInteger("broker.test.strangers", 2000);
  private static final List<String> ENROLMENT =
      List.of("{\"invitationCode\": \"%d\", \"deviceName\": \"laptop\"}", "{}", "no json");

  @Test
  void leaveFewerThanAHundredRecordsByTenThousandRequests() throws Exception {
    ClientDevice unknown = new ClientDevice(CLOCK);
    long before = SharedBroker.records();
    for (int i = 0; i < COUNT; i++) {
      assertThat(ask(unknown, i)).isBetween(400, 499);
    }
    assertThat(SharedBroker.records() - before).isLessThan(Math.max(1, COUNT / 100));
  }

  private static int ask(ClientDevice unknown, int i) throws Exception {
    return switch (i % 8) {
      case 0 -> plainly("GET", "/v1/me", "Authorization", "DPoP token" + i);
      case 1 -> plainly("POST", "/v1/sessions", "DPoP", "no.proof." + i);
      case 2 -> plainly("DELETE", "/v1/nowhere/" + i, "Accept", "*/*");
      case 3 -> unknown.signIn(ONE, "%06d".formatted(i)).status();
      case 4 -> unknown.refresh(ONE, "token" + i).status();
      case 5 ->
          unknown
              .enter(ONE, "/v1/enrolments", ENROLMENT.get(i % 3).replace("%d", "code" + i))
              .status();
      case 6 ->
          unknown
              .enter(ONE, "/v1/second-factor/recovery", "{\"recoveryCode\": \"code" + i + "\"}")
              .status();
      default ->
          new ClientDevice(CLOCK).enter(ONE, "/v1/enrolments/i-" + i + "/codes", "{}").status();
    };
  }

  private static int plainly(String method, String path, String header, String value)
      throws Exception {
    URI uri = ONE.of(path);
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header(header, value)
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    return ONE.http()
        .send(request, java.net.http.HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }
}
