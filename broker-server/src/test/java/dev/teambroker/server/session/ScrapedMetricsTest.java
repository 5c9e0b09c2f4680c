package dev.teambroker.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.sandbox.SandboxUser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What alerts and dashboard name is in a scrape of a broker that has issued sessions. */
class ScrapedMetricsTest {
  private static final Path CHART = Path.of("../helm/team-credential-broker");
  private static final Pattern METRIC = Pattern.compile("\\b(?:broker|hikaricp|jvm)_[a-z_]+\\b");

  @TempDir private Path folder;

  @Test
  void holdsEveryMetricOfTheAlertsAndTheDashboard() throws Exception {
    try (Stage stage =
        new Stage("broker.audit.stream.to=file://" + folder.resolve("trail.ndjson"))) {
      issuesASessionWithAwsMfa(stage);

      Set<String> scraped = scraped(stage);
      assertThat(scraped).containsAll(named("alerts/rules.yaml"));
      assertThat(scraped).containsAll(named("dashboards/broker.json"));
    }
  }

  private static void issuesASessionWithAwsMfa(Stage stage) {
    SandboxUser user = stage.shared("deploy");
    stage.nextStep();
    stage.putsMfaDevice("deploy", user.mfaDevice("phone")).expect(200);
    stage.grant("deploy", "{\"kind\": \"session\", \"member\": \"alice\"}");
    stage.nextStep();
    stage.asks(stage.alice, "deploy", "session").expect(200);
  }

  private static Set<String> named(String file) throws IOException {
    Set<String> names =
        METRIC
            .matcher(Files.readString(CHART.resolve(file)))
            .results()
            .map(MatchResult::group)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(names).hasSizeGreaterThan(10);
    return names;
  }

  private static Set<String> scraped(Stage stage) throws IOException, InterruptedException {
    String port = Files.readString(stage.broker.directory().resolve("management.port")).strip();
    URI uri = URI.create("http://127.0.0.1:" + port + "/prometheus");
    return stage
        .broker
        .http()
        .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
        .body()
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.replaceFirst("[{ ].*", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
