package dev.teambroker.cli.store;

import dev.teambroker.cli.keychain.SessionCache;
import dev.teambroker.cli.terminal.CommonOptions;
import dev.teambroker.cli.terminal.ControllingTerminal;
import dev.teambroker.cli.terminal.Surroundings;
import dev.teambroker.protocol.Secret;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;

/** Run as an ordinary user by {@link KernelKeyringTest}: fills the quota of 20,000 bytes. */
public final class QuotaProbe {
  private static final byte[] ITEM = new byte[2000];

  private QuotaProbe() {}

  public static void main(String[] args) throws Exception {
    KernelKeyring keyring = Objects.requireNonNull(KernelKeyring.open("broker-cli-test:"));
    System.out.println("full at last after " + fill(keyring, "short", 1));
    while (keyring.find("short0") != null) {
      LockSupport.parkNanos(50_000_000);
    }
    keyring.put("fresh", ITEM, 60);
    System.out.println("expired items went");
    int filled = fill(keyring, "long", 60);
    keepElsewhere(System.getenv());
    for (int i = 0; i < filled; i++) {
      keyring.remove("long" + i);
    }
    keyring.remove("fresh");
  }

  private static int fill(KernelKeyring keyring, String name, int seconds) throws StoreFault {
    for (int i = 0; i < 1000; i++) {
      try {
        keyring.put(name + i, ITEM, seconds);
      } catch (StoreFault fault) {
        boolean full = fault.reason() == StoreFault.Reason.FULL;
        System.out.println("wrong reason: " + (full ? "none" : fault.getMessage()));
        return i;
      }
    }
    throw new IllegalStateException("no quota");
  }

  private static void keepElsewhere(Map<String, String> environment) {
    Surroundings around =
        new Surroundings(
            environment,
            InstantSource.system(),
            _ -> {},
            System.out,
            System.out,
            new ControllingTerminal(),
            new CommonOptions());
    SessionCache cache = SessionCache.open(around);
    cache.keep("session-probe", Secret.copyOf(ITEM), 60);
    System.out.println(cache.find("session-probe").isPresent() ? "found in the file" : "lost");
  }
}
