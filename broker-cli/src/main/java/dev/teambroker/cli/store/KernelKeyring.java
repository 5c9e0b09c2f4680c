package dev.teambroker.cli.store;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The user keyring of the Linux kernel (keyrings(7)): in memory only, gone at a reboot, and the
 * kernel itself expires the items. An ordinary user has 20,000 bytes of it.
 */
public final class KernelKeyring implements ItemStore {
  private static final long USER_KEYRING = -4;
  private static final long PROCESS_KEYRING = -2;

  private static final int SETPERM = 5;
  private static final int DESCRIBE = 6;
  private static final int LINK = 8;
  private static final int UNLINK = 9;
  private static final int SEARCH = 10;
  private static final int READ = 11;
  private static final int SET_TIMEOUT = 15;

  private static final int EDQUOT = 122;
  private static final int ENOKEY = 126;
  private static final int EKEYEXPIRED = 127;
  private static final int EKEYREVOKED = 128;

  /** All for the possessor; view, read, search and link for this user's other sessions. */
  private static final long READABLE_BY_THE_USER = 0x3f1b0000L;

  private static final int USUAL_SIZE = 4096;
  private static final int LONGEST_DESCRIPTION = 4200; // the kernel takes a page, and adds the ids
  private static final int ATTEMPTS_AFTER_PURGE = 20;

  private final Syscalls kernel;
  private final String prefix;

  private KernelKeyring(Syscalls kernel, String prefix) {
    this.kernel = kernel;
    this.prefix = prefix;
  }

  /** The keyring, or null where this is no Linux. */
  public static @Nullable KernelKeyring open() {
    return open("broker-cli:");
  }

  static @Nullable KernelKeyring open(String prefix) {
    Syscalls kernel = Syscalls.ofThisMachine();
    return kernel == null ? null : new KernelKeyring(kernel, prefix);
  }

  @Override
  public byte @Nullable [] find(String name) throws StoreFault {
    try (Arena arena = Arena.ofConfined()) {
      long key = search(arena, name);
      return key == 0 ? null : read(arena, key);
    }
  }

  @Override
  public void put(String name, byte[] value, long secondsToLive) throws StoreFault {
    try (Arena arena = Arena.ofConfined()) {
      possess(arena);
      long key = kernel.addKey(prefix + name, value, USER_KEYRING);
      if (key == -EDQUOT) {
        key = addAfterPurge(arena, name, value);
      }
      long added = checked(key);
      checked(kernel.keyctl(arena, SETPERM, added, READABLE_BY_THE_USER, 0, 0));
      checked(kernel.keyctl(arena, SET_TIMEOUT, added, secondsToLive, 0, 0));
    }
  }

  @Override
  public void remove(String name) throws StoreFault {
    try (Arena arena = Arena.ofConfined()) {
      long key = search(arena, name);
      if (key != 0) {
        checked(kernel.keyctl(arena, UNLINK, key, USER_KEYRING, 0, 0));
      }
    }
  }

  @Override
  public List<String> names() throws StoreFault {
    List<String> names = new ArrayList<>();
    try (Arena arena = Arena.ofConfined()) {
      for (int key : keys(arena)) {
        String description = describe(arena, key);
        int at = description.lastIndexOf(';') + 1;
        if (description.startsWith("user;") && description.startsWith(prefix, at)) {
          names.add(description.substring(at + prefix.length()));
        }
      }
    }
    return names;
  }

  /** As {@code type;uid;gid;permissions;description}; empty for a key that is gone. */
  private String describe(Arena arena, int key) {
    MemorySegment into = arena.allocate(LONGEST_DESCRIPTION);
    long length = kernel.keyctl(arena, DESCRIBE, key, into.address(), LONGEST_DESCRIPTION, 0);
    return length > 0 && length <= LONGEST_DESCRIPTION ? into.getString(0) : "";
  }

  private int[] keys(Arena arena) throws StoreFault {
    byte[] ids = read(arena, USER_KEYRING);
    if (ids == null) {
      return new int[0];
    }
    MemorySegment from = MemorySegment.ofArray(ids);
    int[] keys = new int[ids.length / Integer.BYTES];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = from.get(ValueLayout.JAVA_INT_UNALIGNED, (long) i * Integer.BYTES);
    }
    return keys;
  }

  @Override
  public String description() {
    return "the kernel keyring";
  }

  private long search(Arena arena, String name) throws StoreFault {
    long type = arena.allocateFrom("user").address();
    long description = arena.allocateFrom(prefix + name).address();
    long key = kernel.keyctl(arena, SEARCH, USER_KEYRING, type, description, 0);
    return isGone(key) ? 0 : checked(key);
  }

  private byte @Nullable [] read(Arena arena, long key) throws StoreFault {
    int room = USUAL_SIZE;
    while (true) {
      MemorySegment into = arena.allocate(room);
      long length = kernel.keyctl(arena, READ, key, into.address(), room, 0);
      if (isGone(length)) {
        return null;
      }
      int size = Math.toIntExact(checked(length));
      if (size <= room) {
        byte[] value = into.asSlice(0, size).toArray(ValueLayout.JAVA_BYTE);
        into.fill((byte) 0);
        return value;
      }
      room = size;
    }
  }

  /** So that a session keyring without a link to the user's does not keep us from changing it. */
  private void possess(Arena arena) throws StoreFault {
    checked(kernel.keyctl(arena, LINK, USER_KEYRING, PROCESS_KEYRING, 0, 0));
  }

  /** The kernel gives back the quota of an unlinked key a moment later. */
  private long addAfterPurge(Arena arena, String name, byte[] value) throws StoreFault {
    boolean purged = unlinkExpired(arena);
    long key = -EDQUOT;
    for (int i = 0; purged && key == -EDQUOT && i < ATTEMPTS_AFTER_PURGE; i++) {
      java.util.concurrent.locks.LockSupport.parkNanos(10_000_000);
      key = kernel.addKey(prefix + name, value, USER_KEYRING);
    }
    return key;
  }

  private boolean unlinkExpired(Arena arena) throws StoreFault {
    boolean any = false;
    for (int key : keys(arena)) {
      if (isGone(kernel.keyctl(arena, DESCRIBE, key, 0, 0, 0))
          && kernel.keyctl(arena, UNLINK, key, USER_KEYRING, 0, 0) == 0) {
        any = true;
      }
    }
    return any;
  }

  private static boolean isGone(long result) {
    return result == -ENOKEY || result == -EKEYEXPIRED || result == -EKEYREVOKED;
  }

  private static long checked(long result) throws StoreFault {
    if (result >= 0) {
      return result;
    }
    if (result == -EDQUOT) {
      throw new StoreFault(StoreFault.Reason.FULL, "The kernel keyring's quota is used up.");
    }
    throw new StoreFault(
        StoreFault.Reason.UNAVAILABLE,
        "The kernel keyring can't be used here (errno " + -result + ").");
  }
}
