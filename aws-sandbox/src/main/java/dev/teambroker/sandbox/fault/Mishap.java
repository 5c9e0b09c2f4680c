package dev.teambroker.sandbox.fault;

import dev.teambroker.sandbox.http.HttpAnswer;
import java.time.Duration;
import java.util.function.Function;

/** Carries out a fault on one request. */
public final class Mishap {
  private static final String GARBAGE = "\u0000<html><<<not what was asked for";

  /** Does what a request asks for, and words the answer. */
  @FunctionalInterface
  public interface Doing {
    HttpAnswer.Full run();
  }

  private final PlannedFault fault;
  private final Faults faults;

  public Mishap(PlannedFault fault, Faults faults) {
    this.fault = fault;
    this.faults = faults;
  }

  /**
   * {@code doing} does what was asked; {@code refusal} words an error in the service's protocol.
   */
  public HttpAnswer happen(Doing doing, Function<PlannedFault.Answer, HttpAnswer.Full> refusal)
      throws InterruptedException {
    return switch (fault.kind()) {
      case TIMEOUT -> new HttpAnswer.Silence(fault.duration());
      case TIMEOUT_AFTER_DOING -> {
        doing.run();
        yield new HttpAnswer.Silence(fault.duration());
      }
      case RESET -> new HttpAnswer.Reset();
      case RESET_AFTER_DOING -> {
        doing.run();
        yield new HttpAnswer.Reset();
      }
      case ERROR -> refusal.apply(fault.answer());
      case ERROR_AFTER_DOING -> {
        doing.run();
        yield refusal.apply(fault.answer());
      }
      case MALFORMED -> doing.run().withBody(GARBAGE);
      case CUT_SHORT -> new HttpAnswer.CutShort(doing.run());
      case SLOW -> {
        Thread.sleep(fault.duration());
        yield doing.run();
      }
      case LATE -> {
        later(doing);
        yield new HttpAnswer.Reset();
      }
    };
  }

  private void later(Doing doing) {
    Duration delay = fault.duration();
    if (delay.isZero()) {
      faults.hold(doing::run);
      return;
    }
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                Thread.sleep(delay);
                doing.run();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }
}
