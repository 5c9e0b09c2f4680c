package dev.teambroker.sandbox.trail;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/** The newest events, in order. Thread-safe. */
public final class EventLog {
  private static final int MOST = 100_000;

  private final Deque<TrailEvent> events = new ArrayDeque<>();

  public synchronized void add(TrailEvent event) {
    if (events.size() == MOST) {
      events.removeFirst();
    }
    events.addLast(event);
  }

  /** All events, the newest first, as LookupEvents has them. */
  public synchronized List<TrailEvent> newestFirst() {
    List<TrailEvent> all = new ArrayList<>(events);
    Collections.reverse(all);
    return all;
  }
}
