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
 * Serves a bounded number of requests at once. As many again may wait, shortly; whoever comes then
 * is told to come back, before anything was done.
 */
final class CapacityFilter extends OncePerRequestFilter {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final Semaphore serving;
  private final int maxRequests;
  private final Duration maxWait;
  private final ProblemWriter problems;

  CapacityFilter(int maxRequests, Duration maxWait, ProblemWriter problems) {
    this.serving = new Semaphore(maxRequests);
    this.maxRequests = maxRequests;
    this.maxWait = maxWait;
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!admit()) {
      problems.write(
          response,
          Problems.retryAfter(
              ProblemType.UNAVAILABLE, "The broker is at its capacity.", RETRY_AFTER));
      return;
    }
    try {
      chain.doFilter(request, response);
    } finally {
      serving.release();
    }
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

  int served() {
    return maxRequests - serving.availablePermits();
  }

  int waiting() {
    return serving.getQueueLength();
  }
}
