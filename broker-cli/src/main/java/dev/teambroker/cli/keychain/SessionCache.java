package dev.teambroker.cli.keychain;

import dev.teambroker.cli.outcome.ExitCode;
import dev.teambroker.cli.outcome.Failure;
import dev.teambroker.cli.store.ItemStore;
import dev.teambroker.cli.store.KernelKeyring;
import dev.teambroker.cli.store.PrivateFiles;
import dev.teambroker.cli.store.SecretService;
import dev.teambroker.cli.store.SessionBus;
import dev.teambroker.cli.store.StoreFault;
import dev.teambroker.cli.terminal.Surroundings;
import dev.teambroker.protocol.Secret;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Sessions, kept until they expire: in the kernel keyring, else in the Secret Service, else in a
 * private file under {@code XDG_RUNTIME_DIR}. A cache: what can't be kept is told, not thrown.
 */
public final class SessionCache {
  private final List<ItemStore> stores;
  private final Surroundings around;

  private SessionCache(List<ItemStore> stores, Surroundings around) {
    this.stores = List.copyOf(stores);
    this.around = around;
  }

  /** The stores that the configuration names; {@code auto} tries all, best first. */
  public static SessionCache open(Surroundings around) {
    String wanted = around.settings().sessionStore();
    List<ItemStore> stores = new ArrayList<>();
    if (wanted.equals("auto") || wanted.equals("kernel")) {
      addIfThere(stores, KernelKeyring.open());
    }
    if (wanted.equals("auto") || wanted.equals("secret-service")) {
      addIfThere(stores, SecretService.on(SessionBus.addressIn(around.environment())));
    }
    Path runtime = around.files().runtime();
    if ((wanted.equals("auto") || wanted.equals("file")) && runtime != null) {
      stores.add(new PrivateFiles(runtime));
    }
    if (stores.isEmpty() && !List.of("auto", "kernel", "secret-service", "file").contains(wanted)) {
      throw new Failure(
          ExitCode.CONFIGURATION,
          "session-store takes auto, kernel, secret-service or file, not '" + wanted + "'.");
    }
    return new SessionCache(stores, around);
  }

  private static void addIfThere(
      List<ItemStore> stores, @org.jspecify.annotations.Nullable ItemStore store) {
    if (store != null) {
      stores.add(store);
    }
  }

  public Optional<Secret> find(String name) {
    for (ItemStore store : stores) {
      try {
        byte[] found = store.find(name);
        if (found != null) {
          return Optional.of(Secret.takeFrom(found));
        }
      } catch (StoreFault _) {
        // the next one may have it; keeping tells the trouble
      }
    }
    return Optional.empty();
  }

  public void keep(String name, Secret session, long secondsToLive) {
    List<String> troubles = new ArrayList<>();
    for (ItemStore store : stores) {
      try {
        session.reveal(
            bytes -> {
              store.put(name, bytes, secondsToLive);
              return true;
            });
        tellOfSecondChoice(troubles, store);
        return;
      } catch (StoreFault fault) {
        troubles.add(String.valueOf(fault.getMessage()));
      }
    }
    troubles.add("The session is not kept: the next call asks the broker again.");
    around.say(String.join(" ", troubles));
  }

  public void forget(String name) {
    for (ItemStore store : stores) {
      try {
        store.remove(name);
      } catch (StoreFault _) {
        // nothing of ours can be in a store that doesn't work
      }
    }
  }

  private void tellOfSecondChoice(List<String> troubles, ItemStore taken) {
    if (!troubles.isEmpty()) {
      around.say(
          String.join(" ", troubles) + " The session is kept in " + taken.description() + ".");
    }
  }
}
