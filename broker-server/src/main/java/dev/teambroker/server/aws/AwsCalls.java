package dev.teambroker.server.aws;

import dev.teambroker.server.web.Turns;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * When a call is sent again, and where. What may be repeated goes to the next region after a lost
 * or failed attempt, and waits a little after throttling. A call that carries a code is sent once,
 * to one region, whatever comes of it.
 */
@Component
class AwsCalls {
  private static final int ATTEMPTS = 4;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

  private final AwsHttp http;
  private final MeterRegistry metrics;

  AwsCalls(AwsHttp http, MeterRegistry metrics) {
    this.http = http;
    this.metrics = metrics;
  }

  /** Sends the call to the first endpoint, and to the others where it may be repeated. */
  <T> AwsAnswer<T> call(
      List<AwsEndpoint> endpoints, QueryCall call, AwsKey key, Function<XmlAnswer, T> reading) {
    return repeated(endpoints, call, key, reading);
  }

  /** The same for a call that nobody signs. */
  <T> AwsAnswer<T> unsigned(
      List<AwsEndpoint> endpoints, QueryCall call, Function<XmlAnswer, T> reading) {
    return repeated(endpoints, call, null, reading);
  }

  /**
   * Sends the call once, whatever comes of it, unless after signing it may not be sent any more.
   */
  <T> AwsAnswer<T> once(
      AwsEndpoint endpoint,
      QueryCall call,
      AwsKey key,
      BooleanSupplier maySend,
      Function<XmlAnswer, T> reading) {
    return timed(call, () -> http.send(endpoint, call, key, maySend), reading);
  }

  private <T> AwsAnswer<T> repeated(
      List<AwsEndpoint> endpoints,
      QueryCall call,
      @Nullable AwsKey key,
      Function<XmlAnswer, T> reading) {
    AwsAnswer<T> answer = timed(endpoints.getFirst(), call, key, reading);
    if (call.carriesCode()) {
      return answer;
    }
    int region = 0;
    for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
      switch (again(answer, attempt)) {
        case NO -> {
          return answer;
        }
        case SAME_REGION -> pause(attempt);
        case NEXT_REGION -> region++;
      }
      answer = timed(endpoints.get(region % endpoints.size()), call, key, reading);
    }
    return answer;
  }

  private enum Again {
    NO,
    SAME_REGION,
    NEXT_REGION
  }

  private static Again again(AwsAnswer<?> answer, int attempt) {
    return switch (answer) {
      case AwsAnswer.Answered<?> _ -> Again.NO;
      case AwsAnswer.Refused<?> refused ->
          switch (refused.why()) {
            case THROTTLED -> Again.SAME_REGION;
            // The refusal's Date header has set the clock right.
            case CLOCK -> attempt == 1 ? Again.SAME_REGION : Again.NO;
            default -> Again.NO;
          };
      case AwsAnswer.NotReached<?> _, AwsAnswer.Unknown<?> _ -> Again.NEXT_REGION;
    };
  }

  private static void pause(int attempt) {
    long most = FIRST_PAUSE.toMillis() << attempt;
    try {
      Turns.whileAway(
          () -> {
            Thread.sleep(ThreadLocalRandom.current().nextLong(most / 2, most));
            return most;
          });
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private <T> AwsAnswer<T> timed(
      AwsEndpoint endpoint, QueryCall call, @Nullable AwsKey key, Function<XmlAnswer, T> reading) {
    return timed(call, () -> http.send(endpoint, call, key, () -> true), reading);
  }

  private <T> AwsAnswer<T> timed(
      QueryCall call, Supplier<Exchange> sending, Function<XmlAnswer, T> reading) {
    Timer.Sample sample = Timer.start(metrics);
    AwsAnswer<T> answer = answer(sending.get(), reading);
    sample.stop(
        Timer.builder("broker.aws.call")
            .description("Calls to AWS, one attempt each")
            .tag("action", call.action())
            .tag("outcome", outcome(answer))
            .register(metrics));
    return answer;
  }

  private static <T> AwsAnswer<T> answer(Exchange exchange, Function<XmlAnswer, T> reading) {
    return switch (exchange) {
      case Exchange.Good(XmlAnswer xml) -> read(xml, reading);
      case Exchange.Failed(int status, String code, String message) -> {
        AwsRefusal why = AwsRefusal.of(code, message);
        yield status >= 500 && why != AwsRefusal.THROTTLED
            ? new AwsAnswer.Unknown<>("status " + status + " " + code)
            : new AwsAnswer.Refused<>(why, code, message);
      }
      case Exchange.NotSent(String why) -> new AwsAnswer.NotReached<>(why);
      case Exchange.Lost(String why) -> new AwsAnswer.Unknown<>(why);
    };
  }

  private static <T> AwsAnswer<T> read(XmlAnswer xml, Function<XmlAnswer, T> reading) {
    try {
      return new AwsAnswer.Answered<>(reading.apply(xml));
    } catch (IncompleteAnswer e) {
      return new AwsAnswer.Unknown<>("an answer without " + e.path());
    }
  }

  /** As metrics tell it. */
  static String outcome(AwsAnswer<?> answer) {
    return switch (answer) {
      case AwsAnswer.Answered<?> _ -> "answered";
      case AwsAnswer.Refused<?> refused ->
          refused.why() == AwsRefusal.THROTTLED ? "throttled" : "refused";
      case AwsAnswer.NotReached<?> _ -> "not-reached";
      case AwsAnswer.Unknown<?> _ -> "unknown";
    };
  }
}
