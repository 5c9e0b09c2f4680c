package dev.teambroker.cli.keychain;

import dev.teambroker.cli.outcome.ExitCode;
import dev.teambroker.cli.outcome.Failure;
import dev.teambroker.cli.settings.ItemNames;
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
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sessions, kept until they expire: in the kernel keyring, else in the Secret Service, else in a
 * private file under {@code XDG_RUNTIME_DIR}. A cache: what can't be kept is told, not thrown.
 */
public final class SessionCache {
  public static final String KERNEL = "kernel";
  private static final String SECRET_SERVICE = "secret-service";
  private static final String FILE = "file";
  private static final String AUTO = "auto";
  private static final String TRIAL = "trial";
  private static final int LARGER_THAN_A_SESSION = 3000;

  private final List<Place> places;
  private final Surroundings around;

  /** A store, by its name in the configuration. */
  private record Place(String name, ItemStore store) {}

  private SessionCache(List<Place> places, Surroundings around) {
    this.places = List.copyOf(places);
    this.around = around;
  }

  /** The stores that the configuration names; {@code auto} tries all, best first. */
  public static SessionCache open(Surroundings around) {
    String wanted = around.settings().sessionStore();
    if (!List.of(AUTO, KERNEL, SECRET_SERVICE, FILE).contains(wanted)) {
      throw new Failure(
          ExitCode.CONFIGURATION,
          "session-store takes auto, kernel, secret-service or file, not '" + wanted + "'.");
    }
    List<Place> places = new ArrayList<>();
    addIfThere(places, KERNEL, KernelKeyring.open());
    addIfThere(
        places, SECRET_SERVICE, SecretService.on(SessionBus.addressIn(around.environment())));
    Path runtime = around.files().runtime();
    addIfThere(places, FILE, runtime == null ? null : new PrivateFiles(runtime));
    places.removeIf(place -> !wanted.equals(AUTO) && !wanted.equals(place.name()));
    return new SessionCache(places, around);
  }

  private static void addIfThere(List<Place> places, String name, @Nullable ItemStore store) {
    if (store != null) {
      places.add(new Place(name, store));
    }
  }

  public Optional<Secret> find(String name) {
    for (Place place : places) {
      try {
        byte[] found = place.store().find(name);
        if (found != null) {
          return Optional.of(Secret.takeFrom(found));
        }
      } catch (StoreFault _) {
        // the next one may have it; keeping tells the trouble
      }
    }
    return Optional.empty();
  }

  /** Where it is kept now, by the store's name in the configuration; empty: nowhere. */
  public Optional<String> keep(String name, Secret session, long secondsToLive) {
    List<String> troubles = new ArrayList<>();
    for (Place place : places) {
      try {
        session.reveal(
            bytes -> {
              place.store().put(name, bytes, secondsToLive);
              return true;
            });
        tellOfSecondChoice(troubles, place.store());
        return Optional.of(place.name());
      } catch (StoreFault fault) {
        troubles.add(String.valueOf(fault.getMessage()));
      }
    }
    troubles.add("The session is not kept: the next call asks the broker again.");
    around.say(String.join(" ", troubles));
    return Optional.empty();
  }

  public void forget(String name) {
    for (Place place : places) {
      try {
        place.store().remove(name);
      } catch (StoreFault _) {
        // nothing of ours can be in a store that doesn't work
      }
    }
  }

  /** Forgets every session, also such as no profile asks for any more. */
  public void forgetSessions() {
    for (Place place : places) {
      try {
        for (String name : place.store().names()) {
          if (name.startsWith(ItemNames.SESSION)) {
            place.store().remove(name);
          }
        }
      } catch (StoreFault _) {
        // nothing of ours can be in a store that doesn't work
      }
    }
  }

  /** What a round of keeping, finding and forgetting gives in each store that is here. */
  public static Map<String, Optional<String>> trials(Surroundings around) {
    Map<String, Optional<String>> trials = new LinkedHashMap<>();
    for (Place place : open(around.with("BROKER_SESSION_STORE", AUTO)).places) {
      trials.put(place.store().description(), trial(place.store()));
    }
    return trials;
  }

  private static Optional<String> trial(ItemStore store) {
    byte[] item = new byte[LARGER_THAN_A_SESSION];
    Arrays.fill(item, (byte) 'x');
    try {
      store.put(TRIAL, item, 60);
      boolean same = Arrays.equals(item, store.find(TRIAL));
      store.remove(TRIAL);
      return same && store.find(TRIAL) == null
          ? Optional.empty()
          : Optional.of("does not give back what it got.");
    } catch (StoreFault fault) {
      return Optional.of(String.valueOf(fault.getMessage()));
    }
  }

  private void tellOfSecondChoice(List<String> troubles, ItemStore taken) {
    if (!troubles.isEmpty()) {
      around.say(
          String.join(" ", troubles) + " The session is kept in " + taken.description() + ".");
    }
  }
}
