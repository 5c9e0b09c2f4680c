package dev.teambroker.cli.store;

import dev.teambroker.cli.keychain.SessionCache;
import dev.teambroker.cli.terminal.CommonOptions;
import dev.teambroker.cli.terminal.ControllingTerminal;
import dev.teambroker.cli.terminal.Surroundings;
import dev.teambroker.cli.testing.RealKeychain;
import dev.teambroker.protocol.Secret;
import java.io.IOException;
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
    System.out.println("full of 2,000 bytes after " + fill(keyring, "short", 1) + " items");
    while (keyring.find("short0") != null) {
      LockSupport.parkNanos(50_000_000);
    }
    keyring.put("fresh", ITEM, 60);
    System.out.println("expired items went");
    fill(keyring, "long", 60);
    keep("session-first");
    if (System.getenv("DBUS_SESSION_BUS_ADDRESS") != null) {
      lockTheKeychain();
      keep("session-second");
    }
  }

  private static int fill(KernelKeyring keyring, String name, int seconds) {
    for (int i = 0; i < 1000; i++) {
      try {
        keyring.put(name + i, ITEM, seconds);
      } catch (StoreFault fault) {
        System.out.println("full: " + fault.reason());
        return i;
      }
    }
    throw new IllegalStateException("no quota");
  }

  private static void keep(String name) {
    SessionCache cache = SessionCache.open(around(System.getenv()));
    cache.keep(name, Secret.copyOf(ITEM), 60);
    System.out.println(cache.find(name).isPresent() ? "found again" : "lost");
  }

  private static void lockTheKeychain() throws IOException, InterruptedException {
    new ProcessBuilder(RealKeychain.LOCK).start().waitFor();
    System.out.println("then it was locked");
  }

  private static Surroundings around(Map<String, String> environment) {
    return new Surroundings(
        environment,
        InstantSource.system(),
        _ -> {},
        System.out,
        System.out,
        new ControllingTerminal(),
        new CommonOptions());
  }
}
