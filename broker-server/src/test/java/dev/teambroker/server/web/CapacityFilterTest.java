package dev.teambroker.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

class CapacityFilterTest {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch mayEnd = new CountDownLatch(1);

  @AfterEach
  void end() {
    mayEnd.countDown();
    threads.close();
  }

  @Test
  void tellsWhoComesBeyondItsCapacityToComeBack() throws Exception {
    CapacityFilter filter = filter(1, Duration.ZERO);
    assertThat(ask(filter)).isNotDone();
    Awaitility.await().until(() -> filter.served() == 1);

    MockHttpServletResponse refused = ask(filter).get(5, TimeUnit.SECONDS);

    assertThat(refused.getStatus()).isEqualTo(503);
    assertThat(refused.getHeader("Retry-After")).isEqualTo("1");
    assertThat(refused.getContentAsString())
        .contains("urn:broker:problem:unavailable", "at its capacity", "\"retryAfterSeconds\":1");
  }

  @Test
  void letsAsManyWaitAsItServesAndNoMore() throws Exception {
    CapacityFilter filter = filter(1, Duration.ofMinutes(1));
    CompletableFuture<MockHttpServletResponse> first = ask(filter);
    Awaitility.await().until(() -> filter.served() == 1);
    CompletableFuture<MockHttpServletResponse> waiting = ask(filter);
    Awaitility.await().until(() -> filter.waiting() == 1);

    assertThat(ask(filter).get(5, TimeUnit.SECONDS).getStatus()).isEqualTo(503);
    mayEnd.countDown();
    assertThat(first.get(5, TimeUnit.SECONDS).getStatus()).isEqualTo(200);
    assertThat(waiting.get(5, TimeUnit.SECONDS).getStatus()).isEqualTo(200);
    assertThat(filter.served()).isZero();
  }

  @Test
  void letsNobodyWaitLongerThanTold() throws Exception {
    CapacityFilter filter = filter(1, Duration.ofMillis(50));
    assertThat(ask(filter)).isNotDone();
    Awaitility.await().until(() -> filter.served() == 1);

    assertThat(ask(filter).get(5, TimeUnit.SECONDS).getStatus()).isEqualTo(503);
  }

  private CompletableFuture<MockHttpServletResponse> ask(CapacityFilter filter) {
    MockHttpServletResponse response = new MockHttpServletResponse();
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            filter.doFilter(
                new MockHttpServletRequest(), response, (request, answer) -> awaitEnd());
            return response;
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        },
        threads);
  }

  private void awaitEnd() {
    try {
      assertThat(mayEnd.await(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static CapacityFilter filter(int maxRequests, Duration maxWait) {
    return new CapacityFilter(
        maxRequests, maxWait, new ProblemWriter(JsonMapper.builder().build()));
  }
}
