package dev.teambroker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.teambroker.cli.testing.ConnectProxy;
import dev.teambroker.cli.testing.Needed;
import dev.teambroker.cli.testing.TestAuthority;
import dev.teambroker.cli.testing.TestBroker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsoleTest {
  private static final String TOKEN = "signin/token+1";
  private static final String ENCODED = "signin%2Ftoken%2B1";

  @TempDir Path home;
  private final List<String> asked = new ArrayList<>();
  private CliUnderTest cli;
  private TestBroker broker;
  private HttpServer signIn;

  @BeforeEach
  void enrolled() throws IOException {
    cli = new CliUnderTest(home);
    broker = TestBroker.start(cli.clock);
    cli.person.willType("100001", "100002", "100003");
    assertThat(cli.run("enroll", broker.link())).as(cli.err()).isZero();
    cli.configure(
        """
        [profiles.deploy]
        shared-user = "deploy"
        kind = "federation"
        region = "eu-west-1"
        [profiles.api]
        shared-user = "deploy"
        kind = "session"
        """);
    signIn = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    signIn.createContext("/federation", this::answer);
    signIn.start();
    cli.with("BROKER_SIGNIN_ENDPOINT", "http://localhost:" + signIn.getAddress().getPort());
  }

  @AfterEach
  void stopped() {
    broker.close();
    signIn.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
    byte[] token = ("{\"SigninToken\":\"" + TOKEN + "\"}").getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, token.length);
    exchange.getResponseBody().write(token);
    exchange.close();
  }

  @Test
  void printsTheLinkOnlyWhereThatIsAskedFor() {
    assertThat(cli.run("console", "deploy", "--stdout")).as(cli.err()).isZero();
    assertThat(cli.out())
        .startsWith("http://localhost:")
        .endsWith(
            "/federation?Action=login&Issuer="
                + broker.url().replace(":", "%3A").replace("/", "%2F")
                + "&Destination=https%3A%2F%2Feu-west-1.console.aws.amazon.com%2Fconsole%2Fhome"
                + "%3Fregion%3Deu-west-1&SigninToken="
                + ENCODED
                + "\n");
    assertThat(cli.err()).doesNotContain(TOKEN, ENCODED);
  }

  @Test
  void theSessionGoesInTheBodyAndNeverInAnAddress() {
    cli.run("console", "deploy", "--stdout");
    String form = asked.getFirst();
    assertThat(form).startsWith("POST /federation Action=getSigninToken&Session=");
    assertThat(URLDecoder.decode(form, StandardCharsets.UTF_8))
        .endsWith(
            "{\"sessionId\":\"ASIATEST1\",\"sessionKey\":\""
                + TestBroker.SECRET_KEY
                + "\",\"sessionToken\":\"token-1\"}");
  }

  @Test
  void theBrowserGetsAnAddressThatHoldsNoSecretAndServesOnce() throws IOException {
    Path browser = browser("firefox");
    assertThat(run("console", "deploy", "--browser", browser + " --new-tab", "--private"))
        .as(cli.err())
        .isZero();
    assertThat(cli.out()).isEmpty();
    assertThat(cli.err()).doesNotContain(TOKEN, ENCODED);
    assertThat(home.resolve("arguments"))
        .content()
        .startsWith("--new-tab --private-window http://127.0.0.1:")
        .doesNotContain("SigninToken");
    assertThat(home.resolve("followed")).content().contains("&SigninToken=" + ENCODED);
    assertThat(home.resolve("again")).content().doesNotContain("SigninToken");
    assertThat(home.resolve("rebound")).content().doesNotContain("SigninToken");
  }

  @Test
  void chromesOwnProfileCanBeNamedInTheConfiguration() throws IOException {
    Path config = home.resolve(".config/broker-cli/config.toml");
    String text = "browser = \"" + browser("chromium") + "\"\nbrowser-profile = \"Work\"\n";
    Files.writeString(config, text + Files.readString(config));
    assertThat(run("login", "deploy")).as(cli.err()).isZero();
    assertThat(home.resolve("arguments")).content().startsWith("--profile-directory=Work http://");
  }

  @Test
  void aBrowserWhoseFlagsAreNotKnownIsSaid() {
    assertThat(cli.run("console", "deploy", "--browser", "lynx", "--private")).isEqualTo(2);
    assertThat(cli.err()).contains("How lynx takes --private is not known here");
    assertThat(cli.run("console", "deploy", "--browser", "/no/such/firefox")).isEqualTo(1);
    assertThat(cli.err()).contains("can't be started; --stdout prints the link");
  }

  @ParameterizedTest
  @CsvSource({
    "role/x, aws, , , https://console.aws.amazon.com/console/home",
    "role/x, aws, us-east-1, s3, https://us-east-1.console.aws.amazon.com/s3/home?region=us-east-1",
    "role/x, aws-cn, cn-north-1, ddb, "
        + "https://console.amazonaws.cn/dynamodbv2/home?region=cn-north-1",
    "role/x, aws-us-gov, us-gov-west-1, ec2, "
        + "https://us-gov-west-1.console.amazonaws-us-gov.com/ec2/home?region=us-gov-west-1",
    "role/x, aws-eusc, eusc-de-east-1, sfn, "
        + "https://eusc-de-east-1.console.amazonaws-eusc.eu/states/home?region=eusc-de-east-1"
  })
  void eachPartitionHasItsConsole(
      String role, String partition, String region, String service, String destination) {
    cli.configure(
        "[profiles.other]\nshared-user = \"deploy\"\nkind = \"role\"\nrole = \"arn:"
            + partition
            + ":iam::123456789012:"
            + role
            + "\"");
    List<String> words = new ArrayList<>(List.of("console", "other", "--stdout"));
    if (region != null) {
      words.addAll(List.of("--region", region));
    }
    if (service != null) {
      words.addAll(List.of("--service", service));
    }
    assertThat(cli.run(words.toArray(String[]::new))).as(cli.err()).isZero();
    assertThat(URLDecoder.decode(cli.out(), StandardCharsets.UTF_8))
        .contains("&Destination=" + destination + "&SigninToken=");
  }

  @Test
  void aSessionOfGetSessionTokenIsNotEvenFetched() {
    assertThat(cli.run("console", "api", "--stdout")).isEqualTo(5);
    assertThat(cli.err()).contains("a profile of the kind role or federation");
    assertThat(broker.sessionsIssued()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "http://example.com",
    "https://a/b",
    "ftp://x",
    "https://u@h",
    "http://127.0.0.1.evil"
  })
  void aSessionIsHandedToNoOddEndpoint(String endpoint) {
    cli.with("BROKER_SIGNIN_ENDPOINT", endpoint);
    assertThat(cli.run("console", "deploy", "--stdout")).isEqualTo(3);
    assertThat(asked).isEmpty();
  }

  @Test
  void goesThroughTheProxyWithItsPasswordAndTrustsTheBundle() throws IOException {
    TestAuthority company = new TestAuthority();
    HttpsServer aws =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    aws.setHttpsConfigurator(new HttpsConfigurator(company.serverContext("signin.test")));
    aws.createContext("/federation", this::answer);
    aws.start();
    try (ConnectProxy proxy = new ConnectProxy(aws.getAddress().getPort())) {
      Path bundle = Files.writeString(home.resolve("ca.pem"), company.pem());
      cli.with("BROKER_SIGNIN_ENDPOINT", "https://signin.test")
          .with("HTTPS_PROXY", "http://alice:p%40ss@127.0.0.1:" + proxy.port())
          .with("AWS_CA_BUNDLE", bundle.toString());
      assertThat(cli.run("console", "deploy", "--stdout", "--debug")).as(cli.err()).isZero();
      assertThat(proxy.asked()).contains("signin.test:443 alice:p@ss");
      assertThat(cli.out()).startsWith("https://signin.test/federation?Action=login&");
      assertThat(cli.err())
          .contains("debug: POST https://signin.test/federation → 200")
          .doesNotContain(TOKEN, TestBroker.SECRET_KEY, "token-1", "p%40ss", "access-", "100003");
      cli.with("AWS_CA_BUNDLE", "");
      assertThat(cli.run("console", "deploy", "--stdout")).isEqualTo(7);
      assertThat(cli.err()).contains("can't be reached");
    } finally {
      aws.stop(0);
    }
  }

  /** A browser that writes down its arguments, follows the last one, and tries it again. */
  private Path browser(String name) throws IOException {
    Needed.command("curl", "Debian: curl.");
    Path script =
        Files.writeString(
            home.resolve(name),
            """
            #!/bin/sh
            cd '%s'
            echo "$*" >arguments
            for address; do :; done
            curl -s -o rebound.body -D rebound -H 'Host: evil.test' "$address"
            curl -s -o followed.body -D followed "$address"
            curl -s -o again.body -D again "$address"
            touch done
            """
                .formatted(home));
    assertThat(script.toFile().setExecutable(true)).isTrue();
    return script;
  }

  private int run(String... words) throws IOException {
    int code = cli.run(words);
    org.awaitility.Awaitility.await().until(() -> Files.exists(home.resolve("done")));
    return code;
  }
}
