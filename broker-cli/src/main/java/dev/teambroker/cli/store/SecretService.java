package dev.teambroker.cli.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The desktop's keychain (freedesktop.org Secret Service API, as GNOME Keyring, KeePassXC and
 * KWallet serve it): items of the default collection with the attributes {@code
 * application=broker-cli} and {@code name=…}.
 */
public final class SecretService implements ItemStore {
  private static final String SERVICE = "org.freedesktop.secrets";
  private static final String ROOT = "/org/freedesktop/secrets";
  private static final String DEFAULT_COLLECTION = ROOT + "/aliases/default";
  private static final String APPLICATION = "broker-cli";
  private static final String NO_PROMPT = "/";

  private final String bus;

  private SecretService(String bus) {
    this.bus = bus;
  }

  /** The Secret Service on the session bus of this address, or null where there is no bus. */
  public static @Nullable SecretService on(@Nullable String busAddress) {
    return busAddress == null ? null : new SecretService(busAddress);
  }

  /** What one call does over an open session. */
  private interface Work {
    byte @Nullable [] with(DBusConnection bus, String session) throws IOException, StoreFault;
  }

  @Override
  public byte @Nullable [] find(String name) throws StoreFault {
    return run(new Finding(name));
  }

  @Override
  public void put(String name, byte[] value, long secondsToLive) throws StoreFault {
    run(new Putting(name, value));
  }

  @Override
  public void remove(String name) throws StoreFault {
    run(new Removing(name));
  }

  @Override
  public List<String> names() throws StoreFault {
    Listing listing = new Listing();
    run(listing);
    return listing.names;
  }

  @Override
  public String description() {
    return "the Secret Service";
  }

  /** Why no Secret Service answers here; empty where one does, locked or not. */
  public Optional<String> trouble() {
    try {
      run(new Greeting());
      return Optional.empty();
    } catch (StoreFault silent) {
      return Optional.of(String.valueOf(silent.getMessage()));
    }
  }

  private byte @Nullable [] run(Work work) throws StoreFault {
    String socket = SessionBus.socketOf(bus);
    if (socket == null) {
      throw new StoreFault(
          StoreFault.Reason.UNAVAILABLE,
          "The session bus at "
              + bus
              + " can't be reached: Java opens sockets that have a path, no abstract ones and no"
              + " other transports (DBUS_SESSION_BUS_ADDRESS=unix:path=… is understood).");
    }
    try (DBusConnection connection = DBusConnection.open(socket)) {
      DBusWriter plain = new DBusWriter().string("plain").signature("s").string("");
      DBusReader opened = call(connection, ROOT, "Service.OpenSession", "sv", plain).body();
      opened.signature();
      opened.string();
      return work.with(connection, opened.string());
    } catch (IOException broken) {
      throw new StoreFault(
          StoreFault.Reason.UNAVAILABLE,
          "The Secret Service can't be used: " + broken.getMessage() + ".",
          broken);
    }
  }

  private static DBusMessage call(
      DBusConnection bus, String path, String member, String signature, DBusWriter body)
      throws IOException, StoreFault {
    return callFully(bus, path, "org.freedesktop.Secret." + member, signature, body);
  }

  private static DBusMessage callFully(
      DBusConnection bus, String path, String member, String signature, DBusWriter body)
      throws IOException, StoreFault {
    DBusMessage answer = bus.call(SERVICE, path, member, signature, body);
    if (answer.type == DBusMessage.RETURN) {
      return answer;
    }
    if (answer.errorName.endsWith(".IsLocked")) {
      throw locked();
    }
    throw new StoreFault(
        StoreFault.Reason.UNAVAILABLE,
        "The Secret Service can't be used: " + answer.errorName + " at " + member + ".");
  }

  /** The path of the item, unlocked; empty where there is none. */
  private static String search(DBusConnection bus, String name) throws IOException, StoreFault {
    DBusReader found =
        call(bus, ROOT, "Service.SearchItems", "a{ss}", attributes(new DBusWriter(), name)).body();
    String unlocked = found.firstOfPaths();
    String locked = found.firstOfPaths();
    if (unlocked.isEmpty() && !locked.isEmpty()) {
      unlock(bus, locked);
      return locked;
    }
    return unlocked;
  }

  /** Only what unlocks without a prompt: a prompt here would pop up under any `aws` call. */
  private static void unlock(DBusConnection bus, String item) throws IOException, StoreFault {
    DBusWriter items = new DBusWriter();
    DBusWriter.Array array = items.beginArray(4);
    items.string(item).endArray(array);
    DBusReader answer = call(bus, ROOT, "Service.Unlock", "ao", items).body();
    answer.firstOfPaths();
    if (!answer.string().equals(NO_PROMPT)) {
      throw locked();
    }
  }

  private static StoreFault locked() {
    return new StoreFault(
        StoreFault.Reason.LOCKED,
        "The keychain (Secret Service) is locked: unlock it, for instance by signing in to your"
            + " desktop or with your keyring application, and try again.");
  }

  private static DBusWriter attributes(DBusWriter into, String name) {
    DBusWriter.Array array = into.beginArray(8);
    into.align(8).string("application").string(APPLICATION);
    into.align(8).string("name").string(name);
    return into.endArray(array);
  }

  /** Attributes can be read of locked items too. */
  private static final class Listing implements Work {
    private final List<String> names = new ArrayList<>();

    @Override
    public byte @Nullable [] with(DBusConnection bus, String session)
        throws IOException, StoreFault {
      DBusWriter ours = new DBusWriter();
      DBusWriter.Array array = ours.beginArray(8);
      ours.align(8).string("application").string(APPLICATION).endArray(array);
      DBusReader found = call(bus, ROOT, "Service.SearchItems", "a{ss}", ours).body();
      List<String> items = found.paths();
      items.addAll(found.paths());
      for (String item : items) {
        String name = nameOf(bus, item);
        if (!name.isEmpty()) {
          names.add(name);
        }
      }
      return null;
    }

    private static String nameOf(DBusConnection bus, String item) throws IOException, StoreFault {
      DBusWriter property =
          new DBusWriter().string("org.freedesktop.Secret.Item").string("Attributes");
      DBusReader answer =
          callFully(bus, item, "org.freedesktop.DBus.Properties.Get", "ss", property).body();
      answer.signature();
      return answer.entry("name");
    }
  }

  private static final class Greeting implements Work {
    @Override
    public byte @Nullable [] with(DBusConnection bus, String session) {
      return null;
    }
  }

  private static final class Finding implements Work {
    private final String name;

    Finding(String name) {
      this.name = name;
    }

    @Override
    public byte @Nullable [] with(DBusConnection bus, String session)
        throws IOException, StoreFault {
      String item = search(bus, name);
      if (item.isEmpty()) {
        return null;
      }
      DBusWriter body = new DBusWriter().string(session);
      DBusMessage answer = call(bus, item, "Item.GetSecret", "o", body);
      DBusReader secret = answer.body();
      secret.align(8);
      secret.string();
      secret.byteArray();
      byte[] value = secret.byteArray();
      answer.wipe();
      return value;
    }
  }

  private static final class Putting implements Work {
    private final String name;
    private final byte[] value;

    Putting(String name, byte[] value) {
      this.name = name;
      this.value = value;
    }

    @Override
    public byte @Nullable [] with(DBusConnection bus, String session)
        throws IOException, StoreFault {
      DBusWriter body = new DBusWriter();
      DBusWriter.Array properties = body.beginArray(8);
      body.align(8).string("org.freedesktop.Secret.Item.Label").signature("s");
      body.string("broker-cli: " + name);
      body.align(8).string("org.freedesktop.Secret.Item.Attributes").signature("a{ss}");
      attributes(body, name).endArray(properties);
      body.align(8).string(session).byteArray(new byte[0]).byteArray(value).string("text/plain");
      body.int32(1);
      DBusReader answer =
          call(bus, DEFAULT_COLLECTION, "Collection.CreateItem", "a{sv}(oayays)b", body).body();
      answer.string();
      if (!answer.string().equals(NO_PROMPT)) {
        throw locked();
      }
      return null;
    }
  }

  private static final class Removing implements Work {
    private final String name;

    Removing(String name) {
      this.name = name;
    }

    @Override
    public byte @Nullable [] with(DBusConnection bus, String session)
        throws IOException, StoreFault {
      String item = search(bus, name);
      if (!item.isEmpty()) {
        call(bus, item, "Item.Delete", "", new DBusWriter());
      }
      return null;
    }
  }
}
