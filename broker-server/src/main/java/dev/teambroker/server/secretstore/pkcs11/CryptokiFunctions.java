package dev.teambroker.server.secretstore.pkcs11;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/**
 * The functions of a module, by their places in CK_FUNCTION_LIST, which the standard fixes. Only
 * where CK_ULONG has eight bytes and structures have their natural layout: not on Windows.
 */
@SuppressWarnings("restricted") // calling native code is what this class is for
final class CryptokiFunctions {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final long LONG = Long.BYTES;
  private static final long OS_LOCKING_OK = 0x02;
  private static final int COUNT = 68;

  final MethodHandle getSlotList;
  final MethodHandle getTokenInfo;
  final MethodHandle openSession;
  final MethodHandle closeSession;
  final MethodHandle getSessionInfo;
  final MethodHandle login;
  final MethodHandle destroyObject;
  final MethodHandle getAttributeValue;
  final MethodHandle findObjectsInit;
  final MethodHandle findObjects;
  final MethodHandle findObjectsFinal;
  final MethodHandle encryptInit;
  final MethodHandle encrypt;
  final MethodHandle decryptInit;
  final MethodHandle decrypt;
  final MethodHandle signInit;
  final MethodHandle sign;
  final MethodHandle generateKey;
  final MethodHandle generateKeyPair;

  private CryptokiFunctions(MemorySegment list) {
    getSlotList = at(list, 4, JAVA_BYTE, ADDRESS, ADDRESS);
    getTokenInfo = at(list, 6, JAVA_LONG, ADDRESS);
    openSession = at(list, 12, JAVA_LONG, JAVA_LONG, ADDRESS, ADDRESS, ADDRESS);
    closeSession = at(list, 13, JAVA_LONG);
    getSessionInfo = at(list, 15, JAVA_LONG, ADDRESS);
    login = at(list, 18, JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG);
    destroyObject = at(list, 22, JAVA_LONG, JAVA_LONG);
    getAttributeValue = at(list, 24, JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG);
    findObjectsInit = at(list, 26, JAVA_LONG, ADDRESS, JAVA_LONG);
    findObjects = at(list, 27, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS);
    findObjectsFinal = at(list, 28, JAVA_LONG);
    encryptInit = at(list, 29, JAVA_LONG, ADDRESS, JAVA_LONG);
    encrypt = at(list, 30, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS);
    decryptInit = at(list, 33, JAVA_LONG, ADDRESS, JAVA_LONG);
    decrypt = at(list, 34, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS);
    signInit = at(list, 42, JAVA_LONG, ADDRESS, JAVA_LONG);
    sign = at(list, 43, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS);
    generateKey = at(list, 58, JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS);
    generateKeyPair =
        at(list, 59, JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS);
  }

  /**
   * Loads a module and initialises it, unless this process did before.
   *
   * @throws IllegalArgumentException when it can't be loaded, or is no PKCS#11 module
   */
  static CryptokiFunctions of(Path library) throws CryptokiError {
    SymbolLookup symbols = SymbolLookup.libraryLookup(library, Arena.global());
    MemorySegment getList =
        symbols
            .find("C_GetFunctionList")
            .orElseThrow(() -> new IllegalArgumentException(library + " is no PKCS#11 module"));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment pointer = arena.allocate(ADDRESS);
      check("C_GetFunctionList", call(function(getList, ADDRESS), pointer));
      MemorySegment list =
          pointer.get(ADDRESS, 0).reinterpret(LONG + COUNT * LONG, Arena.global(), null);
      initialize(list, arena);
      return new CryptokiFunctions(list);
    }
  }

  private static void initialize(MemorySegment list, Arena arena) throws CryptokiError {
    MemorySegment locking = arena.allocate(6 * LONG, LONG);
    locking.set(JAVA_LONG, 4 * LONG, OS_LOCKING_OK);
    long code = call(at(list, 0, ADDRESS), locking);
    if (code != CryptokiError.CRYPTOKI_ALREADY_INITIALIZED) {
      check("C_Initialize", code);
    }
  }

  static void check(String name, long code) throws CryptokiError {
    if (code != 0) {
      throw new CryptokiError(name, code);
    }
  }

  /** Calls a function of these fields with as many arguments as it takes. */
  static long call(MethodHandle function, Object... arguments) {
    try {
      return (long) function.invokeExact(arguments);
    } catch (Throwable e) {
      throw new IllegalStateException("the PKCS#11 module can't be called", e);
    }
  }

  private static MethodHandle at(MemorySegment list, int place, MemoryLayout... arguments) {
    return function(list.get(ADDRESS, LONG + place * LONG), arguments);
  }

  private static MethodHandle function(MemorySegment address, MemoryLayout... arguments) {
    return LINKER
        .downcallHandle(address, FunctionDescriptor.of(JAVA_LONG, arguments))
        .asSpreader(Object[].class, arguments.length);
  }
}
