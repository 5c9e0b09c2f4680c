package dev.teambroker.sandbox;

import dev.teambroker.sandbox.http.HttpAnswer;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The headers that stand on every answer of AWS: its time, and the request's id. */
record AwsHeaders(InstantSource clock, String requestId) {

  HttpAnswer.Full on(HttpAnswer.Full answer) {
    String date =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(clock.instant().atOffset(ZoneOffset.UTC));
    return answer.with("x-amzn-RequestId", requestId).with("Date", date);
  }
}
