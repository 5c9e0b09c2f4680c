package dev.teambroker.server.session;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.server.signin.Answer;
import dev.teambroker.server.signin.Person;
import dev.teambroker.server.signin.Reachable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Members who ask for sessions without a pause, at any of the replicas, whatever becomes of it. */
final class Load implements AutoCloseable {
  private static final long AFTER_A_FAILURE = Duration.ofMillis(50).toNanos();

  private final String request;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Set<String> received = ConcurrentHashMap.newKeySet();
  private final Map<String, AtomicInteger> outcomes = new ConcurrentHashMap<>();
  private volatile List<Reachable> replicas;
  private volatile boolean over;

  Load(List<Person> members, String request, List<Reachable> replicas) {
    this.request = request;
    this.replicas = replicas;
    members.forEach(member -> threads.execute(() -> askOn(member)));
  }

  void goesTo(List<Reachable> others) {
    replicas = others;
  }

  /** The access key ids of the sessions that the members have got. */
  Set<String> received() {
    return Set.copyOf(received);
  }

  /** How many requests ended how. */
  Map<String, AtomicInteger> outcomes() {
    return new TreeMap<>(outcomes);
  }

  private void askOn(Person member) {
    while (!over) {
      List<Reachable> known = replicas;
      Reachable replica = known.get(ThreadLocalRandom.current().nextInt(known.size()));
      String outcome = ask(member, replica);
      outcomes.computeIfAbsent(outcome, _ -> new AtomicInteger()).incrementAndGet();
      if (!outcome.equals("issued")) {
        LockSupport.parkNanos(AFTER_A_FAILURE);
      }
    }
  }

  private String ask(Person member, Reachable replica) {
    try {
      Answer answer = member.device().post(replica, "/v1/sessions", request);
      if (answer.is(ProblemType.SIGN_IN_REQUIRED)) {
        member.device().refresh(replica);
      }
      if (answer.status() != 200) {
        return "HTTP " + answer.status();
      }
      received.add(answer.text("accessKeyId"));
      return "issued";
    } catch (RuntimeException | AssertionError cutOff) {
      return "cut off";
    }
  }

  @Override
  public void close() {
    over = true;
    threads.close();
  }
}
