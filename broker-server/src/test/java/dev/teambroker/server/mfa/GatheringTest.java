package dev.teambroker.server.mfa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teambroker.server.signin.AtOnce;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;

/** Questions of many callers in one statement. */
class GatheringTest {
  private static final int CALLERS = 20;

  private final ConcurrentLinkedQueue<Integer> batches = new ConcurrentLinkedQueue<>();

  @Test
  void whatComesWhileOneIsUnderWaySharesTheNextAndEachGetsItsOwnAnswer() {
    CountDownLatch first = new CountDownLatch(1);
    try (Gathering<Integer, Integer> gathering =
        new Gathering<>("test", questions -> doubledOnce(questions, first))) {
      List<Callable<Integer>> calls = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        int question = i;
        calls.add(() -> gathering.ask(question));
      }
      calls.add(
          () -> {
            first.countDown();
            return gathering.ask(CALLERS);
          });
      List<Integer> answers = AtOnce.all(calls);
      for (int i = 0; i < answers.size(); i++) {
        assertThat(answers.get(i)).isEqualTo(2 * i);
      }
    }
    assertThat(batches.stream().mapToInt(Integer::intValue).sum()).isEqualTo(CALLERS + 1);
  }

  private List<Integer> doubledOnce(List<Integer> questions, CountDownLatch first) {
    try {
      assertThat(first.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    batches.add(questions.size());
    return questions.stream().map(question -> 2 * question).toList();
  }

  @Test
  void whatOneCantGetDoesNotFailTheOthers() {
    try (Gathering<Integer, Integer> gathering = new Gathering<>("test", this::allButSeven)) {
      List<Callable<String>> calls = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        int question = i;
        calls.add(() -> answerOrFailure(gathering, question));
      }
      List<String> answers = AtOnce.all(calls);
      for (int i = 0; i < CALLERS; i++) {
        assertThat(answers.get(i)).isEqualTo(i == 7 ? "locked" : "" + i);
      }
    }
  }

  private List<Integer> allButSeven(List<Integer> questions) {
    if (questions.contains(7)) {
      throw new CannotAcquireLockException("locked");
    }
    return questions;
  }

  private static String answerOrFailure(Gathering<Integer, Integer> gathering, int question) {
    try {
      return "" + gathering.ask(question);
    } catch (CannotAcquireLockException e) {
      return "locked";
    }
  }

  @Test
  void aFailureIsAFailureAndTheNextIsAskedAgain() {
    List<String> failures = new ArrayList<>(List.of("gone"));
    try (Gathering<Integer, Integer> gathering =
        new Gathering<>(
            "test",
            questions -> {
              if (!failures.isEmpty()) {
                throw new DataAccessResourceFailureException(failures.removeFirst());
              }
              return questions;
            })) {
      assertThatThrownBy(() -> gathering.ask(1)).hasMessage("gone");
      assertThat(gathering.ask(2)).isEqualTo(2);
    }
  }
}
