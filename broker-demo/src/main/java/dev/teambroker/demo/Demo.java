package dev.teambroker.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * {@code broker demo [--once] [--hsm]}: plays the story, then stays up until Ctrl-C, or with {@code
 * --once} ends; exit code 0, or 1 with the step that failed. Nothing is left behind either way.
 */
public final class Demo {
  private final Workspace workspace = Workspace.create();
  private final Children children = new Children();
  private boolean struck;

  private Demo() {}

  public static void main(String[] args) throws InterruptedException {
    List<String> options = List.of(args);
    int root = options.indexOf("--root");
    if (root < 0 || root + 1 >= args.length) {
      System.err.println("run ./broker demo [--once] [--hsm]");
      System.exit(2);
    }
    System.exit(
        new Demo()
            .play(Path.of(args[root + 1]), options.contains("--once"), options.contains("--hsm")));
  }

  private int play(Path root, boolean once, boolean hsm) throws InterruptedException {
    Runtime.getRuntime().addShutdownHook(new Thread(this::strike, "strike-the-stage"));
    Narrator narrator = new Narrator(System.out);
    long begun = System.nanoTime();
    try {
      Story story = new Story(new Stage(root, workspace, children, narrator), narrator, hsm);
      Person bob = story.play();
      narrator.end(Duration.ofNanos(System.nanoTime() - begun));
      if (!once) {
        story.tellHowToGoOn(bob);
        new CountDownLatch(1).await();
      }
      return 0;
    } catch (RuntimeException e) {
      narrator.failed(e);
      return 1;
    } finally {
      strike();
    }
  }

  /** Whoever comes second, the shutdown hook or the end of the play, waits for the first. */
  private synchronized void strike() {
    if (!struck) {
      struck = true;
      children.close();
      workspace.close();
    }
  }
}
