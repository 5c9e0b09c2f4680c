package dev.teambroker.server.shareduser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.teambroker.protocol.ProblemType;
import dev.teambroker.protocol.Secret;
import dev.teambroker.server.aws.Partition;
import dev.teambroker.server.aws.TestAws;
import dev.teambroker.server.web.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose key it is says GetCallerIdentity's ARN, whatever the key's id looks like. */
class ProvingPossessionTest {
  private HttpServer aws;
  private volatile String arn = "";

  @BeforeEach
  void start() throws IOException {
    aws = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    aws.createContext(
        "/",
        exchange -> {
          byte[] body =
              """
              <R><GetCallerIdentityResult><Arn>%s</Arn><UserId>AIDA</UserId>
              <Account>123456789012</Account></GetCallerIdentityResult></R>"""
                  .formatted(arn)
                  .getBytes(UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    aws.start();
  }

  @AfterEach
  void stop() {
    aws.stop(0);
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws:iam::123456789012:root, root",
    "arn:aws:sts::123456789012:assumed-role/deploy/anna, assumed-role/deploy/anna",
    "arn:aws:sts::123456789012:federated-user/anna, federated-user/anna"
  })
  void refusesWhatIsNoUsersKeyWithTheReason(String whose, String reason) {
    arn = whose;
    URI endpoint = URI.create("http://127.0.0.1:" + aws.getAddress().getPort());
    ProvingPossession proving = new ProvingPossession(TestAws.sts(endpoint), TestAws.iam(endpoint));
    Outcome<ProvedUser> outcome =
        proving.prove(Partition.AWS, new OfferedKey("AKIAEXAMPLEEXAMPLE00", Secret.of("a secret")));
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    var refused = (Outcome.Refused<ProvedUser>) outcome;
    assertThat(refused.type()).isEqualTo(ProblemType.INVALID_REQUEST);
    assertThat(refused.detail()).contains(reason);
  }
}
