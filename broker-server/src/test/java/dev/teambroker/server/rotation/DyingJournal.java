package dev.teambroker.server.rotation;

import dev.teambroker.server.audit.AuditTrail;
import dev.teambroker.server.aws.AwsClock;
import dev.teambroker.server.member.Changes;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A journal with which a run dies, as a process does: before or after a commit of its. Or something
 * else happens then.
 */
public final class DyingJournal extends Journal {
  private @Nullable Death next;
  private @Nullable String untold;
  private Runnable deed = () -> {};
  private Runnable mending = () -> {};

  /**
   * Where it dies.
   *
   * @param step whose record it is
   * @param after whether the record is there
   */
  public record Death(String step, boolean after) {
    private static final List<String> STEPS =
        List.of(
            "creating",
            "sealed",
            "proved",
            "switched",
            "drained",
            "deactivating",
            "deactivated",
            "deleting",
            "done");

    /** Before and after each step, in their order. */
    public static List<Death> everywhere() {
      return STEPS.stream()
          .flatMap(step -> Stream.of(new Death(step, false), new Death(step, true)))
          .toList();
    }

    @Override
    public String toString() {
      return (after ? "after " : "before ") + step;
    }
  }

  /** Nothing in the broker catches it. */
  static final class Died extends Error {
    private static final long serialVersionUID = 1;

    Died(String where) {
      super(where);
    }
  }

  DyingJournal(
      JdbcClient database,
      Rotations rotations,
      Changes changes,
      AuditTrail trail,
      DueRuns due,
      AwsClock clock) {
    super(database, rotations, changes, trail, due, clock);
  }

  /** In place of the broker's. */
  public static Consumer<GenericApplicationContext> bean() {
    return context ->
        context.registerBean(DyingJournal.class, definition -> definition.setPrimary(true));
  }

  /** The next time that a run reaches that step. */
  public void dies(Death death) {
    happens(
        death,
        () -> {
          throw new Died(death.toString());
        },
        () -> {});
  }

  /**
   * The same, but the run lives on.
   *
   * @param afterwards once that commit has gone well or has failed
   */
  public void happens(Death when, Runnable what, Runnable afterwards) {
    next = when;
    deed = what;
    mending = afterwards;
  }

  /** The next time that a run is to say that, before it is on record. */
  public void diesBeforeSaying(String part) {
    untold = part;
  }

  /** Whether it is still to die. */
  public boolean waits() {
    return next != null || untold != null;
  }

  public void lives() {
    next = null;
    untold = null;
  }

  @Override
  void write(Run run, Rotation moved, String says, KeyChange keys) {
    String part = untold;
    if (part != null && says.contains(part)) {
      untold = null;
      throw new Died("before saying " + part);
    }
    Death death = next;
    if (death == null || !isIt(death, run, moved)) {
      super.write(run, moved, says, keys);
      return;
    }
    next = null;
    try {
      if (!death.after()) {
        deed.run();
      }
      super.write(run, moved, says, keys);
      if (death.after()) {
        deed.run();
      }
    } finally {
      mending.run();
    }
  }

  private static boolean isIt(Death death, Run run, Rotation moved) {
    return moved.step().code().equals(death.step())
        && moved.step() != run.step()
        && !moved.isHeld();
  }
}
