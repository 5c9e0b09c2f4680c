package dev.teambroker.sandbox;

import dev.teambroker.sandbox.fault.PlannedFault;
import dev.teambroker.sandbox.http.HttpAnswer;
import dev.teambroker.sandbox.http.HttpRequest;
import dev.teambroker.sandbox.signin.Federation;
import dev.teambroker.sandbox.wire.AwsError;

/** One of the protocols that are spoken on the sandbox's port. */
sealed interface Desk {
  boolean takes(HttpRequest request);

  HttpAnswer.Full answer(HttpRequest request, String requestId);

  /** An error that a fault asks for, in this protocol's form. */
  HttpAnswer.Full error(PlannedFault.Answer error, String requestId);

  private static AwsError asError(PlannedFault.Answer answer) {
    return new AwsError(answer.status(), answer.code(), answer.message());
  }

  /** The console's sign-in. */
  record Signin(Federation federation) implements Desk {
    @Override
    public boolean takes(HttpRequest request) {
      return request.path().equals("/federation");
    }

    @Override
    public HttpAnswer.Full answer(HttpRequest request, String requestId) {
      return federation.answer(request, requestId);
    }

    @Override
    public HttpAnswer.Full error(PlannedFault.Answer error, String requestId) {
      return Federation.refusal(asError(error));
    }
  }

  /** CloudTrail and KMS. */
  record Json(JsonProtocol protocol) implements Desk {
    @Override
    public boolean takes(HttpRequest request) {
      return request.header("x-amz-target").isPresent();
    }

    @Override
    public HttpAnswer.Full answer(HttpRequest request, String requestId) {
      return protocol.answer(request, requestId);
    }

    @Override
    public HttpAnswer.Full error(PlannedFault.Answer error, String requestId) {
      return JsonProtocol.refusal(asError(error));
    }
  }

  /** STS and IAM, and whatever nobody else takes. */
  record Query(QueryProtocol protocol) implements Desk {
    @Override
    public boolean takes(HttpRequest request) {
      return true;
    }

    @Override
    public HttpAnswer.Full answer(HttpRequest request, String requestId) {
      return protocol.answer(request, requestId);
    }

    @Override
    public HttpAnswer.Full error(PlannedFault.Answer error, String requestId) {
      return protocol.refusal(asError(error), requestId);
    }
  }
}
