package dev.teambroker.sandbox;

import dev.teambroker.sandbox.fault.FaultKind;
import dev.teambroker.sandbox.fault.Faults;
import dev.teambroker.sandbox.fault.PlannedFault;
import java.time.Duration;
import java.util.Optional;

/**
 * Says what happens to the next calls of an operation: {@code
 * aws.next("CreateAccessKey").resetsAfterDoing()}. Nothing is planned before the last word.
 */
public final class FaultSetup {
  private final Faults faults;
  private final Optional<String> operation;
  private Optional<String> region = Optional.empty();
  private int times = 1;

  FaultSetup(Faults faults, Optional<String> operation) {
    this.faults = faults;
    this.operation = operation;
  }

  /** Only for calls that are signed for this region. */
  public FaultSetup inRegion(String name) {
    region = Optional.of(name);
    return this;
  }

  public FaultSetup times(int count) {
    times = count;
    return this;
  }

  /** Until the faults are cleared. */
  public FaultSetup always() {
    return times(Integer.MAX_VALUE);
  }

  /** No answer; the connection closes after so long. */
  public void timesOut(Duration after) {
    plan(FaultKind.TIMEOUT, after);
  }

  public void timesOutAfterDoing(Duration after) {
    plan(FaultKind.TIMEOUT_AFTER_DOING, after);
  }

  public void resets() {
    plan(FaultKind.RESET, Duration.ZERO);
  }

  public void resetsAfterDoing() {
    plan(FaultKind.RESET_AFTER_DOING, Duration.ZERO);
  }

  public void throttled() {
    plan(FaultKind.ERROR, Duration.ZERO, PlannedFault.Answer.THROTTLING);
  }

  /** 500 InternalFailure. */
  public void fails() {
    plan(FaultKind.ERROR, Duration.ZERO);
  }

  public void fails(int status, String code, String message) {
    plan(FaultKind.ERROR, Duration.ZERO, new PlannedFault.Answer(status, code, message));
  }

  /** 500 InternalFailure, though it was done. */
  public void failsAfterDoing() {
    plan(FaultKind.ERROR_AFTER_DOING, Duration.ZERO);
  }

  /** Done, but the answer can't be read. */
  public void garbled() {
    plan(FaultKind.MALFORMED, Duration.ZERO);
  }

  /** Done, but the answer breaks off. */
  public void cutShort() {
    plan(FaultKind.CUT_SHORT, Duration.ZERO);
  }

  public void takes(Duration time) {
    plan(FaultKind.SLOW, time);
  }

  /** The connection is reset; the request arrives when {@link Sandbox#deliverLate} is called. */
  public void arrivesLate() {
    plan(FaultKind.LATE, Duration.ZERO);
  }

  /** The connection is reset; the request arrives after so long. */
  public void arrivesLate(Duration delay) {
    plan(FaultKind.LATE, delay);
  }

  private void plan(FaultKind kind, Duration duration) {
    plan(kind, duration, PlannedFault.Answer.INTERNAL_FAILURE);
  }

  private void plan(FaultKind kind, Duration duration, PlannedFault.Answer answer) {
    faults.plan(new PlannedFault(kind, operation, region, times, duration, answer));
  }
}
