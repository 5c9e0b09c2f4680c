package dev.teambroker.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What came back. */
record RawReply(int status, String body, HttpHeaders headers) {
  private static final Pattern JSON_TYPE = Pattern.compile("\"__type\":\"([A-Za-z]+)\"");

  /** The text of the first such element. */
  String element(String name) {
    List<String> all = elements(name);
    assertThat(all).as("%s in %s", name, body).isNotEmpty();
    return all.getFirst();
  }

  List<String> elements(String name) {
    return Pattern.compile("<" + name + ">([^<]*)</" + name + ">")
        .matcher(body)
        .results()
        .map(MatchResult::group)
        .map(element -> element.substring(name.length() + 2, element.length() - name.length() - 3))
        .toList();
  }

  RawReply ok() {
    assertThat(status).as(body).isEqualTo(200);
    return this;
  }

  /** Fails unless AWS refused with this status and code, and says this in its message. */
  void isRefused(int expectedStatus, String code, String says) {
    assertThat(status).as(body).isEqualTo(expectedStatus);
    Matcher json = JSON_TYPE.matcher(body);
    assertThat(json.find() ? json.group(1) : element("Code")).isEqualTo(code);
    assertThat(body).contains(says);
  }
}
