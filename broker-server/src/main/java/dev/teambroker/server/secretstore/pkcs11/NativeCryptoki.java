package dev.teambroker.server.secretstore.pkcs11;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.teambroker.protocol.Secret;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A module's functions, called directly. What it writes of secrets is overwritten here. */
final class NativeCryptoki implements Cryptoki {
  private static final long LONG = Long.BYTES;
  private static final byte PRESENT = 1;
  private static final long SERIAL_SESSION = 0x04;
  private static final long RW_SESSION = 0x02;
  private static final long USER = 1;
  private static final long READING_USER = 1;
  private static final long WRITING_USER = 3;
  private static final long AES_GCM = 0x1087;
  private static final long EC_EDWARDS_KEY_PAIR_GEN = 0x1055;
  private static final long EDDSA = 0x1057;
  private static final int SIGNATURE_BYTES = 64;
  private static final long LONGEST_VALUE = 4_096;
  private static final int TAG_BYTES = 16;
  private static final int MOST_FOUND = 16;
  private static final int TOKEN_INFO_BYTES = 208;
  private static final int LABEL_BYTES = 32;
  private static final int MODEL_BYTES = 16;
  private static final int SERIAL_BYTES = 16;
  private static final int FLAGS_AT = 96;

  private final CryptokiFunctions functions;

  /** Loads the module; {@link IllegalArgumentException} when there is none. */
  NativeCryptoki(Path library) throws CryptokiError {
    this.functions = CryptokiFunctions.of(library);
  }

  @Override
  public List<Token> tokens() throws CryptokiError {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment count = arena.allocate(JAVA_LONG);
      call("C_GetSlotList", functions.getSlotList, PRESENT, MemorySegment.NULL, count);
      MemorySegment slots = arena.allocate(JAVA_LONG, Math.max(1, count.get(JAVA_LONG, 0)));
      call("C_GetSlotList", functions.getSlotList, PRESENT, slots, count);
      List<Token> tokens = new ArrayList<>();
      for (long i = 0; i < count.get(JAVA_LONG, 0); i++) {
        tokens.add(token(arena, slots.getAtIndex(JAVA_LONG, i)));
      }
      return tokens;
    }
  }

  private Token token(Arena arena, long slot) throws CryptokiError {
    MemorySegment info = arena.allocate(TOKEN_INFO_BYTES, LONG);
    call("C_GetTokenInfo", functions.getTokenInfo, slot, info);
    int model = 2 * LABEL_BYTES;
    return new Token(
        slot,
        text(info, 0, LABEL_BYTES),
        text(info, model, MODEL_BYTES),
        text(info, model + MODEL_BYTES, SERIAL_BYTES),
        info.get(JAVA_LONG, FLAGS_AT));
  }

  /** Padded with blanks. */
  private static String text(MemorySegment in, long at, int length) {
    byte[] bytes = in.asSlice(at, length).toArray(JAVA_BYTE);
    return new String(bytes, StandardCharsets.UTF_8).stripTrailing();
  }

  @Override
  public long openSession(long slot, boolean toWrite) throws CryptokiError {
    long flags = toWrite ? SERIAL_SESSION | RW_SESSION : SERIAL_SESSION;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment session = arena.allocate(JAVA_LONG);
      call(
          "C_OpenSession",
          functions.openSession,
          slot,
          flags,
          MemorySegment.NULL,
          MemorySegment.NULL,
          session);
      return session.get(JAVA_LONG, 0);
    }
  }

  @Override
  public void closeSession(long session) throws CryptokiError {
    call("C_CloseSession", functions.closeSession, session);
  }

  @Override
  public void login(long session, Secret pin) throws CryptokiError {
    pin.reveal(
        bytes -> {
          try (Arena arena = Arena.ofConfined()) {
            MemorySegment text = arena.allocateFrom(JAVA_BYTE, bytes);
            try {
              call("C_Login", functions.login, session, USER, text, (long) bytes.length);
            } finally {
              text.fill((byte) 0);
            }
          }
          return bytes.length;
        });
  }

  @Override
  public boolean isLoggedIn(long session) throws CryptokiError {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment info = arena.allocate(4 * LONG, LONG);
      call("C_GetSessionInfo", functions.getSessionInfo, session, info);
      long state = info.get(JAVA_LONG, LONG);
      return state == READING_USER || state == WRITING_USER;
    }
  }

  @Override
  public List<Long> find(long session, Attributes wanted) throws CryptokiError {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment found = arena.allocate(JAVA_LONG, MOST_FOUND);
      MemorySegment count = arena.allocate(JAVA_LONG);
      call(
          "C_FindObjectsInit",
          functions.findObjectsInit,
          session,
          wanted.in(arena),
          (long) wanted.count());
      try {
        call("C_FindObjects", functions.findObjects, session, found, (long) MOST_FOUND, count);
      } finally {
        call("C_FindObjectsFinal", functions.findObjectsFinal, session);
      }
      long[] handles = found.asSlice(0, count.get(JAVA_LONG, 0) * LONG).toArray(JAVA_LONG);
      return Arrays.stream(handles).boxed().toList();
    }
  }

  @Override
  public boolean isTrue(long session, long object, long attribute) throws CryptokiError {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment value = arena.allocate(1);
      MemorySegment template = Attributes.reading(arena, attribute, value);
      call("C_GetAttributeValue", functions.getAttributeValue, session, object, template, 1L);
      return value.get(JAVA_BYTE, 0) != 0;
    }
  }

  @Override
  public byte[] value(long session, long object, long attribute) throws CryptokiError {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment asking = Attributes.reading(arena, attribute, MemorySegment.NULL);
      call("C_GetAttributeValue", functions.getAttributeValue, session, object, asking, 1L);
      long length = Attributes.length(asking);
      if (length < 0 || length > LONGEST_VALUE) {
        throw new CryptokiError("C_GetAttributeValue", CryptokiError.GENERAL_ERROR);
      }
      MemorySegment value = arena.allocate(Math.max(1, length));
      MemorySegment template = Attributes.reading(arena, attribute, value);
      call("C_GetAttributeValue", functions.getAttributeValue, session, object, template, 1L);
      return value.asSlice(0, Attributes.length(template)).toArray(JAVA_BYTE);
    }
  }

  @Override
  public byte[] sign(long session, long key, byte[] message) throws CryptokiError {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment mechanism = mechanism(arena, EDDSA, MemorySegment.NULL);
      call("C_SignInit", functions.signInit, session, mechanism, key);
      MemorySegment in = arena.allocateFrom(JAVA_BYTE, message);
      MemorySegment out = arena.allocate(SIGNATURE_BYTES);
      long length = single("C_Sign", functions.sign, session, in, out, arena);
      return out.asSlice(0, length).toArray(JAVA_BYTE);
    }
  }

  @Override
  public void generateEd25519(long session, Attributes publicKey, Attributes privateKey)
      throws CryptokiError {
    try (Arena arena = Arena.ofConfined()) {
      call(
          "C_GenerateKeyPair",
          functions.generateKeyPair,
          session,
          mechanism(arena, EC_EDWARDS_KEY_PAIR_GEN, MemorySegment.NULL),
          publicKey.in(arena),
          (long) publicKey.count(),
          privateKey.in(arena),
          (long) privateKey.count(),
          arena.allocate(JAVA_LONG),
          arena.allocate(JAVA_LONG));
    }
  }

  @Override
  public byte[] encrypt(long session, long key, byte[] nonce, byte[] associated, byte[] plaintext)
      throws CryptokiError {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment in = arena.allocateFrom(JAVA_BYTE, plaintext);
      try {
        MemorySegment mechanism = gcm(arena, nonce, associated);
        call("C_EncryptInit", functions.encryptInit, session, mechanism, key);
        MemorySegment out = arena.allocate(plaintext.length + TAG_BYTES);
        long length = single("C_Encrypt", functions.encrypt, session, in, out, arena);
        return out.asSlice(0, length).toArray(JAVA_BYTE);
      } finally {
        in.fill((byte) 0);
      }
    }
  }

  @Override
  public Secret decrypt(long session, long key, byte[] nonce, byte[] associated, byte[] ciphertext)
      throws CryptokiError {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment mechanism = gcm(arena, nonce, associated);
      call("C_DecryptInit", functions.decryptInit, session, mechanism, key);
      MemorySegment in = arena.allocateFrom(JAVA_BYTE, ciphertext);
      MemorySegment out = arena.allocate(Math.max(1, ciphertext.length));
      try {
        long length = single("C_Decrypt", functions.decrypt, session, in, out, arena);
        return Secret.takeFrom(out.asSlice(0, length).toArray(JAVA_BYTE));
      } finally {
        out.fill((byte) 0);
      }
    }
  }

  @Override
  public long generateKey(long session, long mechanism, Attributes key) throws CryptokiError {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment handle = arena.allocate(JAVA_LONG);
      call(
          "C_GenerateKey",
          functions.generateKey,
          session,
          mechanism(arena, mechanism, MemorySegment.NULL),
          key.in(arena),
          (long) key.count(),
          handle);
      return handle.get(JAVA_LONG, 0);
    }
  }

  @Override
  public void destroy(long session, long object) throws CryptokiError {
    call("C_DestroyObject", functions.destroyObject, session, object);
  }

  private static long single(
      String name,
      MethodHandle handle,
      long session,
      MemorySegment in,
      MemorySegment out,
      Arena arena)
      throws CryptokiError {
    MemorySegment length = arena.allocateFrom(JAVA_LONG, out.byteSize());
    call(name, handle, session, in, in.byteSize(), out, length);
    return length.get(JAVA_LONG, 0);
  }

  /** CK_GCM_PARAMS. */
  private static MemorySegment gcm(Arena arena, byte[] nonce, byte[] associated) {
    MemorySegment parameters = arena.allocate(6 * LONG, LONG);
    parameters.set(ADDRESS, 0, arena.allocateFrom(JAVA_BYTE, nonce));
    parameters.set(JAVA_LONG, LONG, nonce.length);
    parameters.set(JAVA_LONG, 2 * LONG, (long) nonce.length * Byte.SIZE);
    parameters.set(ADDRESS, 3 * LONG, arena.allocateFrom(JAVA_BYTE, associated));
    parameters.set(JAVA_LONG, 4 * LONG, associated.length);
    parameters.set(JAVA_LONG, 5 * LONG, (long) TAG_BYTES * Byte.SIZE);
    return mechanism(arena, AES_GCM, parameters);
  }

  /** CK_MECHANISM. */
  private static MemorySegment mechanism(Arena arena, long type, MemorySegment parameters) {
    MemorySegment mechanism = arena.allocate(3 * LONG, LONG);
    mechanism.set(JAVA_LONG, 0, type);
    mechanism.set(ADDRESS, LONG, parameters);
    mechanism.set(JAVA_LONG, 2 * LONG, parameters.byteSize());
    return mechanism;
  }

  private static void call(String name, MethodHandle function, Object... arguments)
      throws CryptokiError {
    CryptokiFunctions.check(name, CryptokiFunctions.call(function, arguments));
  }
}
