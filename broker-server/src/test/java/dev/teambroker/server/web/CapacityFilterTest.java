package dev.teambroker.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Callable;
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
    CapacityFilter filter = filter(1, 1, Duration.ZERO);
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
    CapacityFilter filter = filter(1, 1, Duration.ofMinutes(1));
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
    CapacityFilter filter = filter(1, 1, Duration.ofMillis(50));
    assertThat(ask(filter)).isNotDone();
    Awaitility.await().until(() -> filter.served() == 1);

    assertThat(ask(filter).get(5, TimeUnit.SECONDS).getStatus()).isEqualTo(503);
  }

  @Test
  void letsFewerWorkThanItServes() throws Exception {
    CapacityFilter filter = filter(2, 1, Duration.ofMillis(50));
    assertThat(ask(filter)).isNotDone();
    Awaitility.await().until(() -> filter.working() == 1);

    assertThat(ask(filter).get(5, TimeUnit.SECONDS).getStatus()).isEqualTo(503);
    assertThat(filter.served()).isEqualTo(1);
  }

  @Test
  void letsAnotherWorkWhileOneWaitsForAws() throws Exception {
    CapacityFilter filter = filter(2, 1, Duration.ofMinutes(1));
    CountDownLatch answerOfAws = new CountDownLatch(1);
    CompletableFuture<MockHttpServletResponse> away =
        ask(filter, () -> Turns.whileAway(() -> answerOfAws.await(1, TimeUnit.MINUTES)));
    Awaitility.await().until(() -> filter.served() == 1 && filter.working() == 0);
    CompletableFuture<MockHttpServletResponse> other = ask(filter);
    Awaitility.await().until(() -> filter.working() == 1);

    answerOfAws.countDown();
    assertThat(away).as("goes on when it has its turn again").isNotDone();
    mayEnd.countDown();
    assertThat(other.get(5, TimeUnit.SECONDS).getStatus()).isEqualTo(200);
    assertThat(away.get(5, TimeUnit.SECONDS).getStatus()).isEqualTo(200);
    assertThat(filter.served() + filter.working()).isZero();
  }

  private CompletableFuture<MockHttpServletResponse> ask(CapacityFilter filter) {
    return ask(filter, this::awaitEnd);
  }

  private CompletableFuture<MockHttpServletResponse> ask(
      CapacityFilter filter, Callable<Boolean> work) {
    MockHttpServletResponse response = new MockHttpServletResponse();
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            filter.doFilter(
                new MockHttpServletRequest(), response, (request, answer) -> done(work));
            return response;
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        },
        threads);
  }

  private static void done(Callable<Boolean> work) {
    try {
      assertThat(work.call()).isTrue();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean awaitEnd() throws InterruptedException {
    return mayEnd.await(1, TimeUnit.MINUTES);
  }

  private static CapacityFilter filter(int maxRequests, int maxWorking, Duration maxWait) {
    return new CapacityFilter(
        maxRequests, maxWorking, maxWait, new ProblemWriter(JsonMapper.builder().build()));
  }
}
