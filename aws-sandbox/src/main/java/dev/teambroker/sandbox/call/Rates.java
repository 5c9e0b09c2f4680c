package dev.teambroker.sandbox.call;

import dev.teambroker.sandbox.setting.Enforcement;
import dev.teambroker.sandbox.setting.Limit;
import dev.teambroker.sandbox.setting.Settings;
import dev.teambroker.sandbox.wire.AwsError;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts the calls of each account and region: those of IAM in seconds of the sandbox's clock, so
 * that a night of them can be played, the others in seconds of real time.
 */
public final class Rates {
  private record Window(long second, int calls) {}

  private record Bucket(Limit limit, String account, String region) {}

  private final Map<Bucket, Window> windows = new ConcurrentHashMap<>();
  private final Settings settings;
  private final InstantSource clock;

  public Rates(Settings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /** Throws Throttling when the account has had its calls of this second. */
  public void count(String service, String account, String region) {
    Limit limit = limit(service);
    int most = settings.get(limit);
    if (most == 0) {
      return;
    }
    long second = second(limit);
    Window window =
        windows.merge(
            new Bucket(limit, account, region),
            new Window(second, 1),
            (old, fresh) -> old.second() == second ? new Window(second, old.calls() + 1) : fresh);
    settings.refuse(rule(limit), window.calls() > most, AwsError::throttled);
  }

  private long second(Limit limit) {
    return limit == Limit.IAM_CALLS_PER_SECOND
        ? clock.instant().getEpochSecond()
        : Math.floorDiv(System.nanoTime(), 1_000_000_000L);
  }

  private static Limit limit(String service) {
    return switch (service) {
      case "sts" -> Limit.STS_CALLS_PER_SECOND;
      case "iam" -> Limit.IAM_CALLS_PER_SECOND;
      case "kms" -> Limit.KMS_CALLS_PER_SECOND;
      default -> Limit.LOOKUPS_PER_SECOND;
    };
  }

  private static Enforcement rule(Limit limit) {
    return switch (limit) {
      case STS_CALLS_PER_SECOND -> Enforcement.STS_RATE;
      case IAM_CALLS_PER_SECOND -> Enforcement.IAM_RATE;
      case KMS_CALLS_PER_SECOND -> Enforcement.KMS_RATE;
      default -> Enforcement.LOOKUP_RATE;
    };
  }
}
