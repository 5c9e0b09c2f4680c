package dev.teambroker.sandbox.cloudtrail;

import dev.teambroker.sandbox.call.Authenticator;
import dev.teambroker.sandbox.call.Call;
import dev.teambroker.sandbox.call.Caller;
import dev.teambroker.sandbox.call.Environment;
import dev.teambroker.sandbox.call.Rates;
import dev.teambroker.sandbox.call.Recorder;
import dev.teambroker.sandbox.call.Regions;
import dev.teambroker.sandbox.http.HttpAnswer;
import dev.teambroker.sandbox.http.HttpRequest;
import dev.teambroker.sandbox.sigv4.Authorization;
import dev.teambroker.sandbox.trail.EventDraft;
import dev.teambroker.sandbox.wire.AwsError;
import dev.teambroker.sandbox.wire.Parameters;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** CloudTrail over AWS's JSON 1.1 protocol, with its one operation LookupEvents. */
public final class CloudTrail {
  private static final String TYPE = "application/x-amz-json-1.1";

  /** The SDKs differ in how fully they name the operation. */
  private static final Pattern TARGET =
      Pattern.compile(
          "(com\\.amazonaws\\.cloudtrail\\.v20131101\\.)?CloudTrail_20131101\\.LookupEvents");

  private static final JsonMapper JSON = JsonMapper.shared();

  private final Environment environment;
  private final Authenticator authenticator;
  private final Rates rates;

  public CloudTrail(Environment environment, Rates rates) {
    this.environment = environment;
    this.authenticator = new Authenticator(environment);
    this.rates = rates;
  }

  public HttpAnswer.Full answer(HttpRequest request, String requestId) {
    try {
      if (!TARGET.matcher(request.header("x-amz-target").orElse("")).matches()) {
        throw new AwsError(400, "UnknownOperationException", "");
      }
      Authorization authorization = Authorization.of(request);
      Regions.check(authorization.scope(), "cloudtrail", environment.settings());
      Caller caller = authenticator.authenticate(request, authorization);
      return lookUp(call(request, requestId, authorization, caller), parsed(request));
    } catch (AwsError refusal) {
      return refusal(refusal);
    }
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

  private HttpAnswer.Full lookUp(Call call, JsonNode input) {
    Recorder.Called called = new Recorder.Called("cloudtrail.amazonaws.com", "LookupEvents", true);
    try {
      rates.count("cloudtrail", call.caller().identity().account(), call.origin().region());
      call.authorise("cloudtrail:LookupEvents", "*");
      Map<String, Object> found = new LookupEvents(call, input).found();
      Recorder.record(call, called, Optional.empty());
      return HttpAnswer.text(200, TYPE, JSON.writeValueAsString(found));
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
  public static HttpAnswer.Full refusal(AwsError refusal) {
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
