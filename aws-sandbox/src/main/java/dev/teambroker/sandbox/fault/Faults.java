package dev.teambroker.sandbox.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The faults that are planned, and the requests that are still on their way. Thread-safe. */
public final class Faults {
  private final List<PlannedFault> planned = new ArrayList<>();
  private final List<Runnable> late = new ArrayList<>();

  public synchronized void plan(PlannedFault fault) {
    planned.add(fault);
  }

  public synchronized List<PlannedFault> planned() {
    return List.copyOf(planned);
  }

  public synchronized void clear() {
    planned.clear();
  }

  /** The first fault that matches; it is used up by being asked for as often as it was planned. */
  public synchronized Optional<PlannedFault> next(PlannedFault.Target target) {
    for (int i = 0; i < planned.size(); i++) {
      PlannedFault fault = planned.get(i);
      if (fault.matches(target)) {
        if (fault.times() == 1) {
          planned.remove(i);
        } else {
          planned.set(i, fault.oneLess());
        }
        return Optional.of(fault);
      }
    }
    return Optional.empty();
  }

  synchronized void hold(Runnable request) {
    late.add(request);
  }

  /** Lets all held requests arrive now, in order; says how many. */
  public int deliverLate() {
    List<Runnable> held;
    synchronized (this) {
      held = List.copyOf(late);
      late.clear();
    }
    held.forEach(Runnable::run);
    return held.size();
  }
}
