package dev.teambroker.server.signin;

import dev.teambroker.protocol.Secret;
import dev.teambroker.server.member.RandomCode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The server's nonces for proofs (RFC 9449, section 8): one for each five minutes, the same on all
 * replicas, valid in its own period and the next.
 */
@Component
class Nonces {
  private static final long PERIOD_SECONDS = 300;
  private static final long SKEW_SECONDS = 30;
  private static final int BYTES = 16;
  private static final int KEPT = 4;

  private final JdbcClient database;
  private final InstantSource clock;
  private final Map<Long, String> known = new ConcurrentHashMap<>();

  Nonces(JdbcClient database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** The one to hand out now. */
  String current() {
    return known.computeIfAbsent(period(clock.instant()), this::make);
  }

  /** Whether it was handed out lately, by whichever replica, be its clock a little ahead. */
  boolean isRecent(String nonce) {
    Instant now = clock.instant();
    // The likeliest first: that one is held, the others may have to be looked up.
    return nonce.equals(known.get(period(now)))
        || LongStream.of(period(now), period(now) - 1, period(now.plusSeconds(SKEW_SECONDS)))
            .mapToObj(this::find)
            .flatMap(Optional::stream)
            .anyMatch(nonce::equals);
  }

  private Optional<String> find(long period) {
    String held = known.get(period);
    return held != null
        ? Optional.of(held)
        : database
            .sql("select nonce from broker.dpop_nonce where period = :period")
            .param("period", period)
            .query(String.class)
            .optional();
  }

  private String make(long period) {
    try (Secret random = RandomCode.ofBytes(BYTES)) {
      database
          .sql(
              """
              insert into broker.dpop_nonce (period, nonce) values (:period, :nonce)
              on conflict do nothing
              """)
          .param("period", period)
          .param("nonce", random.reveal(bytes -> new String(bytes, StandardCharsets.US_ASCII)))
          .update();
    }
    known.keySet().removeIf(old -> old < period - KEPT);
    database
        .sql("delete from broker.dpop_nonce where period < :oldest")
        .param("oldest", period - KEPT)
        .update();
    return find(period).orElseThrow();
  }

  private static long period(Instant at) {
    return Math.floorDiv(at.getEpochSecond(), PERIOD_SECONDS);
  }
}
