package dev.teambroker.server.rotation;

import dev.teambroker.server.web.RequestContext;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Takes up the runs that are due, so many at once, on threads of its own. Thread-safe. */
@Component
class RunningRotations {
  private static final Logger LOG = LoggerFactory.getLogger(RunningRotations.class);
  private static final Next.Later AFTER_TROUBLE =
      new Next.Later(Duration.ofSeconds(30), "The broker was in trouble; see its log.");

  private final DueRuns due;
  private final AdvancingRun advancing;
  private final Semaphore free;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  RunningRotations(DueRuns due, AdvancingRun advancing, RotationSettings settings) {
    this.due = due;
    this.advancing = advancing;
    this.free = new Semaphore(settings.runsAtOnce());
  }

  @Scheduled(fixedDelayString = "PT1S", initialDelayString = "PT5S")
  void poll() {
    int most = free.drainPermits();
    if (most == 0) {
      return;
    }
    List<RotationId> claimed = claim(most);
    free.release(most - claimed.size());
    claimed.forEach(run -> threads.execute(() -> onThread(run)));
  }

  /** A poll that fails is repeated a second later. */
  private List<RotationId> claim(int most) {
    try {
      return due.claim(most);
    } catch (RuntimeException e) {
      LOG.warn("no rotation was taken up: {}", e.getMessage());
      return List.of();
    }
  }

  private void onThread(RotationId run) {
    try {
      work(run);
    } finally {
      free.release();
    }
  }

  /** Works on one until it waits, is held or has ended. */
  void work(RotationId run) {
    ScopedValue.where(RequestContext.CURRENT, RequestContext.ofBroker(run.value()))
        .run(() -> worked(run));
  }

  private void worked(RotationId run) {
    try {
      switch (advancing.advance(run)) {
        case Next.Later later -> due.later(run, later);
        case Next.GoOn _ -> due.release(run);
      }
    } catch (Overtaken e) {
      LOG.info("{}", e.getMessage());
      due.release(run);
    } catch (RuntimeException e) {
      LOG.error("the rotation {} could not go on", run, e);
      due.later(run, AFTER_TROUBLE);
    }
  }

  @PreDestroy
  void stop() {
    threads.shutdownNow();
  }
}
