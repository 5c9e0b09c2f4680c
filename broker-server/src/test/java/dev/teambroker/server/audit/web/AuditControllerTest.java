package dev.teambroker.server.audit.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.server.audit.verification.VerifyingExports;
import dev.teambroker.server.database.TestDatabase;
import dev.teambroker.server.signin.Answer;
import dev.teambroker.server.signin.Person;
import dev.teambroker.server.signin.Replica;
import dev.teambroker.server.signin.SettableClock;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code GET /v1/audit}, as admins, auditors and others call it. */
class AuditControllerTest {
  private static final SettableClock clock = new SettableClock();
  private static final TestDatabase database = TestDatabase.fresh();

  private static Replica broker;
  private static Person admin;

  @BeforeAll
  static void start() {
    broker = Replica.start(database, clock);
    admin = Person.firstAdmin(broker, clock);
  }

  @AfterAll
  static void stop() {
    broker.close();
    database.close();
  }

  @Test
  void givesTheRecordsInPagesThatFitTogether() {
    List<JsonNode> whole = page("?limit=10000");
    List<JsonNode> paged = new ArrayList<>();
    for (List<JsonNode> page = page("?limit=3"); !page.isEmpty(); ) {
      assertThat(page).hasSizeLessThanOrEqualTo(3);
      paged.addAll(page);
      page = page("?limit=3&after=" + paged.getLast().path("number").asLong());
    }
    assertThat(paged).startsWith(whole.toArray(JsonNode[]::new));
    assertThat(whole.getFirst().path("number").asLong()).isEqualTo(1);
    assertThat(whole).allSatisfy(line -> assertThat(line.path("hash").asString()).hasSize(64));
  }

  @Test
  void givesNothingAfterTheLastOneAndWholeEpochsAfterAnEarlierOne() {
    long last = page("?limit=10000").size();
    assertThat(page("?after=" + (last + 1000))).isEmpty();
    assertThat(page("?epoch=2")).isEmpty();
  }

  @Test
  void answersLinesOfJson() {
    Answer answer = admin.fresh(broker).get(broker, "/v1/audit").expect(200);
    assertThat(answer.header("Content-Type")).startsWith("application/x-ndjson");
    assertThat(faults(answer.body())).isEmpty();
  }

  @Test
  void isForAdminsAndAuditorsAlone() {
    Person auditor = admin.brings(broker, "audrey", "auditor");
    Person member = admin.brings(broker, "mark");
    auditor.fresh(broker).get(broker, "/v1/audit").expect(200);
    member.fresh(broker).get(broker, "/v1/audit").expect(ProblemType.FORBIDDEN);
  }

  @ParameterizedTest
  @CsvSource({
    "epoch=0, epoch",
    "epoch=x, epoch",
    "after=-1, after",
    "after=1.5, after",
    "limit=0, limit",
    "limit=10001, limit"
  })
  void namesTheParameterThatItCannotTake(String query, String field) {
    Answer refused = admin.fresh(broker).get(broker, "/v1/audit?" + query);
    refused.expect(ProblemType.INVALID_REQUEST);
    assertThat(refused.json().path("errors").path(0).path("field").asString()).isEqualTo(field);
  }

  private static List<String> faults(String export) {
    try {
      return VerifyingExports.verify(new BufferedReader(new StringReader(export))).faults();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<JsonNode> page(String query) {
    return admin
        .fresh(broker)
        .get(broker, "/v1/audit" + query)
        .expect(200)
        .body()
        .lines()
        .map(JsonMapper.shared()::readTree)
        .toList();
  }
}
