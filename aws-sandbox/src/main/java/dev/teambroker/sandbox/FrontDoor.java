package dev.teambroker.sandbox;

import dev.teambroker.sandbox.call.Environment;
import dev.teambroker.sandbox.http.HttpAnswer;
import dev.teambroker.sandbox.http.HttpHandler;
import dev.teambroker.sandbox.http.HttpRequest;
import dev.teambroker.sandbox.iam.Iam;
import dev.teambroker.sandbox.sts.Sts;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;

/** Takes every request to whom it is for, and puts AWS's headers on the answer. */
final class FrontDoor implements HttpHandler {
  private final Environment environment;
  private final QueryProtocol query;

  FrontDoor(Environment environment) {
    this.environment = environment;
    this.query = new QueryProtocol(environment, List.of(Sts.service(), Iam.service()));
  }

  @Override
  public HttpAnswer answer(HttpRequest request) {
    String requestId = UUID.randomUUID().toString();
    return query
        .answer(request, requestId)
        .with("x-amzn-RequestId", requestId)
        .with(
            "Date",
            DateTimeFormatter.RFC_1123_DATE_TIME.format(
                environment.clock().instant().atOffset(ZoneOffset.UTC)));
  }
}
