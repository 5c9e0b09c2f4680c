package dev.teambroker.sandbox.setting;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** AWS's time: the given source's, moved by an offset that can be set. Thread-safe. */
public final class SandboxClock implements InstantSource {
  private final InstantSource source;
  private volatile Duration offset = Duration.ZERO;

  public SandboxClock(InstantSource source) {
    this.source = source;
  }

  @Override
  public Instant instant() {
    return source.instant().plus(offset);
  }

  /** Lets time pass, all at once. */
  public synchronized void advance(Duration by) {
    offset = offset.plus(by);
  }

  /** How far ahead of the source this clock goes; negative for behind. */
  public synchronized void setOffset(Duration ahead) {
    offset = ahead;
  }

  public Duration offset() {
    return offset;
  }
}
