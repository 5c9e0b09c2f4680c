package dev.teambroker.sandbox;

import dev.teambroker.sandbox.account.AccessKey;
import dev.teambroker.sandbox.call.Authenticator;
import dev.teambroker.sandbox.call.Call;
import dev.teambroker.sandbox.call.Caller;
import dev.teambroker.sandbox.call.Environment;
import dev.teambroker.sandbox.call.Operation;
import dev.teambroker.sandbox.call.Rates;
import dev.teambroker.sandbox.call.Recorder;
import dev.teambroker.sandbox.call.Regions;
import dev.teambroker.sandbox.call.Service;
import dev.teambroker.sandbox.call.SessionGate;
import dev.teambroker.sandbox.call.Unsigned;
import dev.teambroker.sandbox.http.HttpAnswer;
import dev.teambroker.sandbox.http.HttpRequest;
import dev.teambroker.sandbox.setting.Delay;
import dev.teambroker.sandbox.sigv4.Authorization;
import dev.teambroker.sandbox.trail.EventDraft;
import dev.teambroker.sandbox.wire.AwsError;
import dev.teambroker.sandbox.wire.Parameters;
import dev.teambroker.sandbox.wire.Xml;
import java.util.List;
import java.util.Optional;

/**
 * AWS's query protocol, which STS and IAM speak: a form in, XML out. A request is parsed,
 * authenticated, authorised, done, logged and answered, in this order.
 */
final class QueryProtocol {
  /** Where a call is that no signature places. */
  private static final String HOME = "us-east-1";

  private final Environment environment;
  private final List<Service> services;
  private final Authenticator authenticator;
  private final SessionGate gate;
  private final Rates rates;

  QueryProtocol(Environment environment, Rates rates, List<Service> services) {
    this.environment = environment;
    this.rates = rates;
    this.services = services;
    this.authenticator = new Authenticator(environment);
    this.gate = new SessionGate(environment.settings());
  }

  HttpAnswer.Full answer(HttpRequest request, String requestId) {
    String namespace = services.getFirst().namespace();
    try {
      String form = request.method().equals("GET") ? request.query() : request.bodyText();
      Parameters given = Parameters.ofForm(form, environment.settings());
      String action =
          given
              .raw("Action")
              .orElseThrow(() -> new AwsError(400, "MissingAction", "Missing Action"));
      Service service = service(given, action);
      namespace = service.namespace();
      Operation operation = operation(service, action);
      String result = call(request, requestId, given, service, operation);
      return xml(200, envelope(operation, service, result, requestId));
    } catch (AwsError refusal) {
      return xml(refusal.status(), error(refusal, namespace, requestId));
    }
  }

  /** An error that no operation has thrown. */
  HttpAnswer.Full refusal(AwsError error, String requestId) {
    return xml(error.status(), error(error, services.getFirst().namespace(), requestId));
  }

  private Service service(Parameters given, String action) {
    String version = given.raw("Version").orElse("");
    return services.stream()
        .filter(service -> service.version().equals(version))
        .findFirst()
        .orElseThrow(() -> unknown(action, version));
  }

  private static Operation operation(Service service, String action) {
    return service.operation(action).orElseThrow(() -> unknown(action, service.version()));
  }

  private static AwsError unknown(String action, String version) {
    return new AwsError(
        400,
        "InvalidAction",
        "Could not find operation %s for version %s".formatted(action, version));
  }

  private String call(
      HttpRequest request,
      String requestId,
      Parameters given,
      Service service,
      Operation operation) {
    if (operation instanceof Unsigned unsigned) {
      return perform(
          unsigned.caller(environment, given), HOME, request, requestId, given, service, operation);
    }
    Authorization authorization = Authorization.of(request);
    Regions.check(authorization.scope(), service.name(), environment.settings());
    Caller caller = authenticator.authenticate(request, authorization);
    String region = authorization.scope().region();
    noteUse(caller, service, region);
    return perform(caller, region, request, requestId, given, service, operation);
  }

  private String perform(
      Caller caller,
      String region,
      HttpRequest request,
      String requestId,
      Parameters given,
      Service service,
      Operation operation) {
    Call.Origin origin =
        new Call.Origin(
            region, request.source(), request.header("user-agent").orElse(""), requestId);
    Call call =
        new Call(
            environment, caller, given, origin, environment.clock().instant(), new EventDraft());
    return perform(call, service, operation);
  }

  private void noteUse(Caller caller, Service service, String region) {
    if (caller.credential() instanceof AccessKey key) {
      key.used(
          new AccessKey.LastUse(environment.clock().instant(), service.name(), region),
          environment.settings().get(Delay.LAST_USED_COARSENESS));
    }
  }

  private String perform(Call call, Service service, Operation operation) {
    Recorder.Called called =
        new Recorder.Called(service.eventSource(), operation.name(), operation.readOnly());
    Xml result = new Xml();
    try {
      rates.count(service.name(), call.caller().identity().account(), call.origin().region());
      gate.check(call.caller(), service.name(), operation.name());
      synchronized (environment.world()) {
        operation.answer(call, result);
      }
      Recorder.record(call, called, Optional.empty());
      return result.toString();
    } catch (AwsError refusal) {
      Recorder.record(call, called, Optional.of(refusal));
      throw refusal;
    }
  }

  private static String envelope(
      Operation operation, Service service, String result, String requestId) {
    String name = operation.name();
    String body =
        operation.hasResult() ? "<" + name + "Result>" + result + "</" + name + "Result>" : "";
    return "<%sResponse xmlns=\"%s\">%s<ResponseMetadata><RequestId>%s</RequestId></ResponseMetadata></%sResponse>"
        .formatted(name, service.namespace(), body, requestId, name);
  }

  private static String error(AwsError refusal, String namespace, String requestId) {
    String type = refusal.status() < 500 ? "Sender" : "Receiver";
    return new Xml()
        .within(
            "ErrorResponse",
            " xmlns=\"" + namespace + "\"",
            xml ->
                xml.within(
                        "Error",
                        error ->
                            error
                                .leaf("Type", type)
                                .leaf("Code", refusal.code())
                                .leaf("Message", refusal.text()))
                    .leaf("RequestId", requestId))
        .toString();
  }

  private static HttpAnswer.Full xml(int status, String body) {
    return HttpAnswer.text(status, "text/xml", body);
  }
}
