package dev.teambroker.sandbox;

import dev.teambroker.sandbox.call.Authenticator;
import dev.teambroker.sandbox.call.Call;
import dev.teambroker.sandbox.call.Caller;
import dev.teambroker.sandbox.call.Environment;
import dev.teambroker.sandbox.call.JsonOperation;
import dev.teambroker.sandbox.call.Rates;
import dev.teambroker.sandbox.call.Recorder;
import dev.teambroker.sandbox.call.Regions;
import dev.teambroker.sandbox.http.HttpAnswer;
import dev.teambroker.sandbox.http.HttpRequest;
import dev.teambroker.sandbox.sigv4.Authorization;
import dev.teambroker.sandbox.trail.EventDraft;
import dev.teambroker.sandbox.wire.AwsError;
import dev.teambroker.sandbox.wire.Parameters;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** AWS's JSON 1.1 protocol, which CloudTrail and KMS speak: JSON in, JSON out. */
final class JsonProtocol {
  private static final String TYPE = "application/x-amz-json-1.1";
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Environment environment;
  private final Authenticator authenticator;
  private final Rates rates;
  private final List<JsonOperation> operations;

  JsonProtocol(Environment environment, Rates rates, List<JsonOperation> operations) {
    this.environment = environment;
    this.authenticator = new Authenticator(environment);
    this.rates = rates;
    this.operations = operations;
  }

  HttpAnswer.Full answer(HttpRequest request, String requestId) {
    try {
      JsonOperation operation = operation(request.header("x-amz-target").orElse(""));
      Authorization authorization = Authorization.of(request);
      Regions.check(authorization.scope(), operation.service(), environment.settings());
      Caller caller = authenticator.authenticate(request, authorization);
      return done(operation, call(request, requestId, authorization, caller), parsed(request));
    } catch (AwsError refusal) {
      return refusal(refusal);
    }
  }

  /** {@code TrentService.Decrypt}; the SDKs differ in how fully they name CloudTrail's. */
  private JsonOperation operation(String target) {
    return operations.stream()
        .filter(
            one ->
                target.endsWith("." + one.name())
                    && target.startsWith("TrentService.") == one.service().equals("kms"))
        .findFirst()
        .orElseThrow(() -> new AwsError(400, "UnknownOperationException", ""));
  }

  private Call call(
      HttpRequest request, String requestId, Authorization authorization, Caller caller) {
    Call.Origin origin =
        new Call.Origin(
            authorization.scope().region(),
            request.source(),
            request.header("user-agent").orElse(""),
            requestId);
    Parameters none = Parameters.ofForm("", environment.settings());
    return new Call(
        environment, caller, none, origin, environment.clock().instant(), new EventDraft());
  }

  private HttpAnswer.Full done(JsonOperation operation, Call call, JsonNode input) {
    Recorder.Called called =
        new Recorder.Called(
            operation.service() + ".amazonaws.com", operation.name(), operation.readOnly());
    try {
      rates.count(operation.service(), call.caller().identity().account(), call.origin().region());
      Map<String, Object> answer = operation.answer(call, input);
      Recorder.record(call, called, Optional.empty());
      return HttpAnswer.text(200, TYPE, JSON.writeValueAsString(answer));
    } catch (AwsError refusal) {
      Recorder.record(call, called, Optional.of(refusal));
      throw refusal;
    }
  }

  private static JsonNode parsed(HttpRequest request) {
    try {
      JsonNode input = JSON.readTree(request.bodyText());
      if (input.isObject()) {
        return input;
      }
    } catch (JacksonException e) {
      throw new AwsError(400, "SerializationException", "The input is no JSON");
    }
    throw new AwsError(400, "SerializationException", "The input is no object");
  }

  /** The JSON protocol has names of its own for the common errors, and 400 for most of them. */
  static HttpAnswer.Full refusal(AwsError refusal) {
    String type =
        switch (refusal.code()) {
          case "InvalidClientTokenId" -> "UnrecognizedClientException";
          case "SignatureDoesNotMatch" -> "InvalidSignatureException";
          case "Throttling" -> "ThrottlingException";
          case "AccessDenied",
              "MissingAuthenticationToken",
              "IncompleteSignature",
              "ExpiredToken" ->
              refusal.code() + "Exception";
          default -> refusal.code();
        };
    int status = refusal.status() < 500 ? 400 : refusal.status();
    Map<String, String> error = Map.of("__type", type, "message", refusal.text());
    return HttpAnswer.text(status, TYPE, JSON.writeValueAsString(error));
  }
}
