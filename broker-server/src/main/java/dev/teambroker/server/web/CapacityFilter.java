package dev.teambroker.server.web;

import dev.teambroker.protocol.ProblemType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Serves a bounded number of requests at once, of which fewer work while the others wait for AWS.
 * As many again may wait, shortly; whoever comes then, or waits longer, is told to come back,
 * before anything was done.
 */
final class CapacityFilter extends OncePerRequestFilter {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final Semaphore serving;
  private final Turns turns;
  private final int maxRequests;
  private final int maxWorking;
  private final Duration maxWait;
  private final ProblemWriter problems;

  CapacityFilter(int maxRequests, int maxWorking, Duration maxWait, ProblemWriter problems) {
    this.serving = new Semaphore(maxRequests);
    this.turns = new Turns(maxWorking);
    this.maxRequests = maxRequests;
    this.maxWorking = maxWorking;
    this.maxWait = maxWait;
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    long end = System.nanoTime() + maxWait.toNanos();
    if (!admit()) {
      refuse(response);
      return;
    }
    try {
      if (hasTurn(end)) {
        serve(request, response, chain);
      } else {
        refuse(response);
      }
    } finally {
      serving.release();
    }
  }

  private void serve(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    try {
      turns.work(
          () -> {
            chain.doFilter(request, response);
            return response;
          });
    } catch (IOException | ServletException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new ServletException(e);
    }
  }

  private void refuse(HttpServletResponse response) throws IOException {
    problems.write(
        response,
        Problems.retryAfter(
            ProblemType.UNAVAILABLE, "The broker is at its capacity.", RETRY_AFTER));
  }

  private boolean admit() {
    try {
      return serving.tryAcquire()
          || (serving.getQueueLength() < maxRequests
              && serving.tryAcquire(maxWait.toNanos(), TimeUnit.NANOSECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private boolean hasTurn(long end) {
    try {
      return turns.await(end - System.nanoTime());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  int working() {
    return maxWorking - turns.free();
  }

  int served() {
    return maxRequests - serving.availablePermits();
  }

  int waiting() {
    return serving.getQueueLength();
  }
}
