package dev.teambroker.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.protocol.Grants;
import dev.teambroker.protocol.Members;
import dev.teambroker.protocol.ProblemType;
import dev.teambroker.protocol.Secret;
import dev.teambroker.protocol.Sessions;
import dev.teambroker.protocol.SharedUsers;
import dev.teambroker.protocol.SignIns;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@SpringBootTest(
    classes = WebTest.Application.class,
    properties = {"broker.web.trusted-proxies=10.0.0.0/8", "broker.web.max-body=1KB"})
@AutoConfigureMockMvc(addFilters = true)
class WebTest {
  @Autowired private MockMvcTester http;

  @Test
  void echoesTheIdThatTheRequestIsServedUnder() {
    MvcTestResult answer = http.get().uri("/context").exchange();

    String id = answer.getResponse().getHeader("X-Request-Id");
    assertThat(id).isNotBlank();
    assertThat(answer).bodyText().isEqualTo(id + " 127.0.0.1");
  }

  @Test
  void makesTheRequestIdItself() {
    assertThat(http.get().uri("/context").header("X-Request-Id", "mine").exchange())
        .bodyText()
        .doesNotContain("mine");
  }

  @Test
  void findsTheSourceAddressBehindATrustedProxy() {
    assertThat(
            http.get()
                .uri("/context")
                .remoteAddress("10.0.0.9")
                .header("X-Forwarded-For", "198.51.100.7")
                .exchange())
        .bodyText()
        .endsWith(" 198.51.100.7");
  }

  @Test
  void readsAMessageThatCarriesASecret() {
    assertThat(
            post(
                "/key",
                """
                {"accessKeyId": "AKIA1", "secretAccessKey": "a\\"b\\u00e4\\\\"}
                """))
        .hasStatusOk()
        .bodyText()
        .isEqualTo("AKIA1 a\"bä\\");
  }

  @Test
  void writesSecretsAsTextAndExpirationsInWholeSeconds() {
    assertThat(http.get().uri("/credentials"))
        .bodyText()
        .isEqualTo(
            """
            {"accessKeyId":"ASIA1","secretAccessKey":"s\\"ä","sessionToken":"t",\
            "expiration":"2026-01-31T12:00:00Z","accountId":"123456789012"}\
            """);
  }

  @Test
  void writesTokensAsOauthNamesThem() {
    assertThat(http.get().uri("/token"))
        .bodyText()
        .isEqualTo(
            """
            {"access_token":"a","token_type":"DPoP","expires_in":300,"refresh_token":"r"}\
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/key    | {'secretAccessKey':'s'}                          | accessKeyId            | a"
            + " text, required",
        "/key    | {'accessKeyId':null,'secretAccessKey':'s'}       | accessKeyId            | not"
            + " null",
        "/key    | {'accessKeyId':7,'secretAccessKey':'s'}          | accessKeyId            | a"
            + " text",
        "/key    | {'accessKeyId':'a','secretAccessKey':7}          | secretAccessKey        | a"
            + " text",
        "/key    | {'accessKeyId':'a','secretAccessKey':null}       | secretAccessKey        | not"
            + " null",
        "/key    | {'accessKeyId':'a','secretAccessKey':{}}         | secretAccessKey        | a"
            + " text",
        "/key    | {'accessKeyId':'a','secretAccessKey':'s','x':1}  | x                      | no"
            + " such field; the fields are accessKeyId, secretAccessKey",
        "/key    | {'accessKeyId':'a','accessKeyId':'a'}            | accessKeyId            |"
            + " given once",
        "/key    | {'accessKeyId':                                  | body                   |"
            + " well-formed JSON; it breaks at line 1, column 16",
        "/key    | {'accessKeyId':'a','secretAccessKey':'s'} {}     | body                   | one"
            + " JSON object, and nothing after it",
        "/key    | []                                               | body                   | a"
            + " JSON object",
        "/key    | null                                             | body                   | a"
            + " JSON object, required",
        "/key    | ``                                               | body                   | a"
            + " JSON object, required",
        "/grant  | {'kind':'role','maximumDurationSeconds':'900'}   | maximumDurationSeconds | a"
            + " whole number",
        "/grant  | {'kind':'role','maximumDurationSeconds':900.5}   | maximumDurationSeconds | a"
            + " whole number",
        "/grant  | {'kind':'role','maximumDurationSeconds':9999999999} | maximumDurationSeconds | a"
            + " whole number",
        "/grant  | {'kind':'role','roles':'x'}                      | roles                  | a"
            + " list",
        "/grant  | {'kind':'role','roles':[null]}                   | roles[0]               | not"
            + " null",
        "/grant  | {'kind':'role','roles':['a',7]}                  | roles[1]               | a"
            + " text",
        "/grant  | {'kind':'role','notAfter':'tomorrow'}            | notAfter               | a"
            + " time such as 2026-01-31T12:00:00Z",
        "/grant  | {'kind':'role','notAfter':1700000000}            | notAfter               | a"
            + " time such as 2026-01-31T12:00:00Z",
        "/grant  | {'kind':'role','tags':{'a':1}}                   | tags.a                 | a"
            + " text",
        "/invite | {'memberName':'m','teams':[]}                    | roles                  | a"
            + " list, required",
        "/invite | {'memberName':'M','roles':[],'teams':[]}         | memberName             | 2 to"
            + " 64 of a-z, 0-9, '.', '_', '-' and '@', the first a letter",
        "/invite | {'memberName':'mia','roles':['root'],'teams':[]} | roles[0]               | any"
            + " of admin and auditor",
        "/grant  | {'kind':'root'}                                   | kind                   |"
            + " session, role or federation",
        "/grant  | {'kind':'role','maximumDurationSeconds':899}      | maximumDurationSeconds | a"
            + " number from 900 to 129600",
        "/grant  | {'kind':'role','member':'\\u0000'}                | member                 | 1"
            + " to 2048 characters, no control characters",
        "/grant  | {'kind':'role','member':'\\ud800'}                | member                 | 1"
            + " to 2048 characters, no control characters",
        "/grant  | {'kind':'role','notAfter':'+12026-01-01T00:00:00Z'} | notAfter              | a"
            + " time of the years 1970 to 9999",
        "/key    | {'accessKeyId':'a','secretAccessKey':''}          | secretAccessKey        | 1"
            + " to 256 characters",
      })
  void namesTheFieldAndWhatItTakes(String path, String body, String field, String expected) {
    MvcTestResult answer = post(path, body == null ? "" : body.replace('\'', '"'));

    assertThat(answer).hasStatus(400).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
    assertThat(answer)
        .bodyJson()
        .isLenientlyEqualTo(
            """
            {"type": "urn:broker:problem:invalid-request", "status": 400, "detail": "%1$s: %2$s",
             "errors": [{"field": "%1$s", "expected": "%2$s"}]}
            """
                .formatted(field, expected));
    assertThat(answer).bodyJson().extractingPath("$.requestId").asString().isNotBlank();
  }

  @Test
  void leavesOutWhatMayBeMissing() {
    assertThat(post("/grant", "{\"kind\": \"role\", \"roles\": null}"))
        .hasStatusOk()
        .bodyText()
        .isEqualTo("role null");
  }

  @Test
  void repeatsNothingOfARefusedValue() {
    String secret = "wJalrXUtnFEMI";
    for (String body :
        List.of(
            "{\"accessKeyId\": {\"" + secret + "\": 1}}",
            "{\"accessKeyId\": \"a\", \"secretAccessKey\": [\"" + secret + "\"]}",
            "{\"accessKeyId\": \"a\", \"secretAccessKey\": " + secret + "}",
            "\"" + secret + "\"")) {
      assertThat(post("/key", body)).hasStatus(400).bodyText().doesNotContain(secret);
    }
  }

  @Test
  void refusesADeeplyNestedBody() {
    assertThat(post("/key", "[".repeat(60_000).substring(0, 1000))).hasStatus(400);
  }

  @Test
  void refusesABodyBeyondTheLimit() {
    assertThat(post("/key", " ".repeat(1025)))
        .hasStatus(413)
        .bodyJson()
        .extractingPath("$.type")
        .isEqualTo(ProblemType.TOO_LARGE.uri());
  }

  @Test
  void answersWhatIsNotThere() {
    assertProblem(http.get().uri("/nowhere").exchange(), ProblemType.NOT_FOUND);
  }

  @Test
  void answersTheWrongMethodWithTheRightOnes() {
    MvcTestResult answer = http.get().uri("/key").exchange();

    assertProblem(answer, ProblemType.METHOD_NOT_ALLOWED);
    assertThat(answer).headers().hasValue("Allow", "POST");
  }

  @Test
  void answersTheWrongMediaType() {
    assertProblem(
        http.post().uri("/key").contentType(MediaType.TEXT_PLAIN).content("x").exchange(),
        ProblemType.UNSUPPORTED_MEDIA_TYPE);
    assertProblem(
        http.get().uri("/credentials").accept(MediaType.IMAGE_PNG).exchange(),
        ProblemType.NOT_ACCEPTABLE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/page?after=1&more=2  | more  | no such parameter; the parameters are after",
        "/context?more=2       | more  | no such parameter; there are none",
        "/page?after=1&after=2 | after | given once",
        "/page?after=1&%ff=1   | query | no such parameter; the parameters are after",
      })
  void takesTheParametersOfTheAddressAloneEachOnce(String uri, String field, String expected) {
    MvcTestResult answer = http.get().uri(java.net.URI.create(uri)).exchange();

    assertThat(answer).hasStatus(400);
    assertThat(answer).bodyJson().extractingPath("$.errors[0].field").isEqualTo(field);
    assertThat(answer).bodyJson().extractingPath("$.errors[0].expected").isEqualTo(expected);
  }

  @Test
  void namesAMissingOrMistypedParameter() {
    assertThat(http.get().uri("/page"))
        .hasStatus(400)
        .bodyText()
        .contains("after: required, in the address or the form");
    assertThat(http.get().uri("/page?after=x"))
        .hasStatus(400)
        .bodyText()
        .contains("after: a whole number");
  }

  @Test
  void answersWhatIsBrokenWithAnOpaqueProblem() {
    MvcTestResult answer = http.get().uri("/broken").exchange();

    assertProblem(answer, ProblemType.INTERNAL);
    assertThat(answer).bodyText().doesNotContain("secret detail", "Exception");
  }

  @Test
  void answersAnUnreachableDatabaseAsUnavailable() {
    assertProblem(http.get().uri("/unreachable").exchange(), ProblemType.UNAVAILABLE);
  }

  @Test
  void answersAnExceptionThatKnowsItsProblem() {
    MvcTestResult answer = http.get().uri("/rejected").exchange();

    assertProblem(answer, ProblemType.ROW_REJECTED);
    assertThat(answer).bodyText().contains("for the asker").doesNotContain("for the log");
  }

  @Test
  void answersOutcomes() {
    assertThat(http.get().uri("/done")).hasStatus(201).bodyText().isEqualTo("[\"a\"]");
    assertThat(http.get().uri("/gone")).hasStatus(204).bodyText().isEmpty();
    MvcTestResult refused = http.get().uri("/refused").exchange();
    assertProblem(refused, ProblemType.INVALID_REQUEST);
    assertThat(refused).bodyText().contains("\"field\":\"roles\"");
  }

  @Test
  void tellsWhenToTryAgain() {
    MvcTestResult answer = http.get().uri("/later").exchange();

    assertProblem(answer, ProblemType.TOO_MANY_REQUESTS);
    assertThat(answer).headers().hasValue("Retry-After", "2");
    assertThat(answer).bodyJson().extractingPath("$.retryAfterSeconds").isEqualTo(2);
  }

  @Test
  void writesProblemsFromFilters() {
    assertProblem(http.get().uri("/filtered").exchange(), ProblemType.SIGN_IN_REQUIRED);
  }

  private MvcTestResult post(String path, String body) {
    return http.post()
        .uri(path)
        .contentType(MediaType.APPLICATION_JSON)
        .content(body.getBytes(StandardCharsets.UTF_8))
        .exchange();
  }

  private static void assertProblem(MvcTestResult answer, ProblemType type) {
    assertThat(answer).hasStatus(type.status());
    assertThat(answer).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
    assertThat(answer).bodyJson().extractingPath("$.type").isEqualTo(type.uri());
    assertThat(answer).bodyJson().extractingPath("$.requestId").asString().isNotBlank();
  }

  @org.springframework.boot.SpringBootConfiguration
  @org.springframework.boot.autoconfigure.EnableAutoConfiguration(
      excludeName = {
        "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
        "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration",
        "org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration",
        "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
        "org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration"
      })
  @org.springframework.context.annotation.ComponentScan
  @ConfigurationPropertiesScan
  static class Application {}

  @RestController
  static class Probe {
    private final ProblemWriter problems;

    Probe(ProblemWriter problems) {
      this.problems = problems;
    }

    @GetMapping("/context")
    String context() {
      RequestContext context = RequestContext.CURRENT.get();
      return context.requestId() + " " + context.sourceAddress();
    }

    @PostMapping("/key")
    String key(@RequestBody SharedUsers.Key key) {
      return key.accessKeyId()
          + " "
          + key.secretAccessKey().reveal(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    @PostMapping("/grant")
    String grant(@RequestBody Grants.NewGrant grant) {
      return grant.kind() + " " + grant.roles();
    }

    @PostMapping("/invite")
    String invite(@RequestBody Members.Invite invite) {
      return invite.memberName();
    }

    @GetMapping(path = "/credentials", produces = MediaType.APPLICATION_JSON_VALUE)
    Sessions.Credentials credentials() {
      return new Sessions.Credentials(
          "ASIA1",
          Secret.of("s\"ä"),
          Secret.of("t"),
          Instant.parse("2026-01-31T12:00:00.999Z"),
          "123456789012",
          null);
    }

    @GetMapping("/token")
    SignIns.Token token() {
      return new SignIns.Token(Secret.of("a"), 300, Secret.of("r"));
    }

    @GetMapping("/page")
    String page(@RequestParam long after) {
      return "after " + after;
    }

    @GetMapping("/broken")
    String broken() {
      throw new IllegalStateException("secret detail");
    }

    @GetMapping("/unreachable")
    String unreachable() {
      throw new DataAccessResourceFailureException("no connection");
    }

    @GetMapping("/rejected")
    String rejected() {
      throw new Rejected();
    }

    @GetMapping("/done")
    ResponseEntity<?> done() {
      return Problems.created(Outcome.done(List.of("a")));
    }

    @GetMapping("/gone")
    ResponseEntity<?> gone() {
      return Problems.noContent(Outcome.done("a"));
    }

    @GetMapping("/refused")
    ResponseEntity<?> refused() {
      return Problems.answer(Outcome.invalid("roles", "at least one"));
    }

    @GetMapping("/later")
    ResponseEntity<?> later() {
      return Problems.retryAfter(
          ProblemType.TOO_MANY_REQUESTS, "Too many.", Duration.ofMillis(1001));
    }

    @GetMapping("/filtered")
    void filtered(HttpServletResponse response) throws IOException {
      problems.write(response, ProblemType.SIGN_IN_REQUIRED, "Sign in.");
    }
  }

  private static final class Rejected extends ProblemException {
    private static final long serialVersionUID = 1;

    Rejected() {
      super("for the log");
    }

    @Override
    public ProblemType problemType() {
      return ProblemType.ROW_REJECTED;
    }

    @Override
    public String detail() {
      return "for the asker";
    }
  }
}
