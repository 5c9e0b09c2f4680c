package dev.teambroker.cli.store;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Linux's {@code syscall(2)}: add_key(2) and keyctl(2) have no wrapper in the C library. Failures
 * come back as the negated errno, as the kernel itself returns them.
 */
final class Syscalls {
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
  private static final MethodHandle SYSCALL = link();

  private final long addKey;
  private final long keyctl;

  private Syscalls(long addKey, long keyctl) {
    this.addKey = addKey;
    this.keyctl = keyctl;
  }

  /** The calls of this machine, or null where it isn't a Linux that we know the numbers of. */
  static @Nullable Syscalls ofThisMachine() {
    if (!"Linux".equals(System.getProperty("os.name"))) {
      return null;
    }
    return switch (System.getProperty("os.arch")) {
      case "amd64" -> new Syscalls(248, 250);
      case "aarch64" -> new Syscalls(217, 219);
      default -> null;
    };
  }

  /** Adds or updates a key of type "user"; its id, or the negated errno. */
  long addKey(String description, byte[] payload, long keyring) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment held = arena.allocate(Math.max(1, payload.length));
      MemorySegment.copy(payload, 0, held, ValueLayout.JAVA_BYTE, 0, payload.length);
      try {
        return call(
            arena,
            addKey,
            arena.allocateFrom("user").address(),
            arena.allocateFrom(description).address(),
            held.address(),
            payload.length,
            keyring);
      } finally {
        held.fill((byte) 0);
      }
    }
  }

  long keyctl(Arena arena, long operation, long a, long b, long c, long d) {
    return call(arena, keyctl, operation, a, b, c, d);
  }

  private static long call(Arena arena, long number, long a, long b, long c, long d, long e) {
    MemorySegment state = arena.allocate(STATE);
    try {
      long result = (long) SYSCALL.invokeExact(state, number, a, b, c, d, e);
      return result == -1 ? -(int) ERRNO.get(state, 0L) : result;
    } catch (Throwable broken) {
      throw new IllegalStateException("syscall(2) can't be called", broken);
    }
  }

  @SuppressWarnings("restricted") // the launcher enables native access for this purpose
  private static MethodHandle link() {
    Linker linker = Linker.nativeLinker();
    ValueLayout word = ValueLayout.JAVA_LONG;
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow("syscall"),
        FunctionDescriptor.of(word, word, word, word, word, word, word),
        Linker.Option.captureCallState("errno"),
        Linker.Option.firstVariadicArg(1));
  }
}
