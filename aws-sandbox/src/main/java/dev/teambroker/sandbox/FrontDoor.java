package dev.teambroker.sandbox;

import dev.teambroker.sandbox.call.Environment;
import dev.teambroker.sandbox.call.JsonOperation;
import dev.teambroker.sandbox.call.Rates;
import dev.teambroker.sandbox.cloudtrail.LookupEvents;
import dev.teambroker.sandbox.control.Control;
import dev.teambroker.sandbox.fault.Faults;
import dev.teambroker.sandbox.fault.Mishap;
import dev.teambroker.sandbox.fault.PlannedFault;
import dev.teambroker.sandbox.http.HttpAnswer;
import dev.teambroker.sandbox.http.HttpHandler;
import dev.teambroker.sandbox.http.HttpRequest;
import dev.teambroker.sandbox.iam.Iam;
import dev.teambroker.sandbox.kms.Kms;
import dev.teambroker.sandbox.setting.Delay;
import dev.teambroker.sandbox.signin.Federation;
import dev.teambroker.sandbox.sts.Sts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Takes every request to whom it is for; faults and latency happen here. */
final class FrontDoor implements HttpHandler {
  private static final System.Logger LOG = System.getLogger(FrontDoor.class.getName());

  private final Environment environment;
  private final Faults faults;
  private final Control control;
  private final List<Desk> desks;

  FrontDoor(Environment environment, Faults faults, Function<JsonNode, String> seed) {
    this.environment = environment;
    this.faults = faults;
    this.control = new Control(environment, faults, seed);
    Rates rates = new Rates(environment.settings(), environment.clock());
    this.desks =
        List.of(
            new Desk.Signin(new Federation(environment)),
            new Desk.Json(new JsonProtocol(environment, rates, jsonOperations())),
            new Desk.Query(
                new QueryProtocol(environment, rates, List.of(Sts.service(), Iam.service()))));
  }

  private static List<JsonOperation> jsonOperations() {
    return Stream.concat(Stream.of(new LookupEvents()), Kms.operations().stream()).toList();
  }

  @Override
  public HttpAnswer answer(HttpRequest request) throws InterruptedException {
    if (request.path().equals("/control") || request.path().startsWith("/control/")) {
      return control.answer(request);
    }
    Duration latency = environment.settings().get(Delay.LATENCY);
    if (latency.isPositive()) {
      Thread.sleep(latency);
    }
    Desk desk = desks.stream().filter(one -> one.takes(request)).findFirst().orElseThrow();
    String requestId = UUID.randomUUID().toString();
    AwsHeaders headers = new AwsHeaders(environment.clock(), requestId);
    Optional<PlannedFault> fault = faults.next(Destination.of(request));
    if (fault.isEmpty()) {
      return headers.on(answered(desk, request, requestId));
    }
    return new Mishap(fault.get(), faults)
        .happen(
            () -> headers.on(answered(desk, request, requestId)),
            error -> headers.on(desk.error(error, requestId)));
  }

  /** What breaks here is answered as AWS answers when something breaks there. */
  private static HttpAnswer.Full answered(Desk desk, HttpRequest request, String requestId) {
    try {
      return desk.answer(request, requestId);
    } catch (RuntimeException broken) {
      LOG.log(System.Logger.Level.ERROR, "the sandbox failed on a request", broken);
      return desk.error(PlannedFault.Answer.INTERNAL_FAILURE, requestId);
    }
  }
}
