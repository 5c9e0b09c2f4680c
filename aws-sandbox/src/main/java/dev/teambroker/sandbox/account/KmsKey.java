package dev.teambroker.sandbox.account;

import dev.teambroker.sandbox.policy.PolicyDocument;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** A symmetric key of KMS: its material, one for each rotation, its state and its policy. */
public final class KmsKey {
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int ID_BYTES = 36;
  private static final int TAG_BITS = 128;

  /** As DescribeKey names them. */
  public enum State {
    Enabled,
    Disabled,
    PendingDeletion
  }

  private final String id = UUID.randomUUID().toString();
  private final String arn;
  private final String region;
  private final Instant createdAt;
  private final List<byte[]> materials = new CopyOnWriteArrayList<>();
  private volatile State state = State.Enabled;
  private volatile PolicyDocument policy;
  private volatile boolean rotated;
  private volatile Instant rotatedAt = Instant.MIN;

  KmsKey(Account account, String region, PolicyDocument policy, Instant createdAt) {
    this.arn = account.kmsArn(region, "key/" + id);
    this.region = region;
    this.policy = policy;
    this.createdAt = createdAt;
    rotate(createdAt);
  }

  public String id() {
    return id;
  }

  public String arn() {
    return arn;
  }

  public String region() {
    return region;
  }

  public Instant createdAt() {
    return createdAt;
  }

  public State state() {
    return state;
  }

  public void set(State next) {
    state = next;
  }

  public PolicyDocument policy() {
    return policy;
  }

  public void setPolicy(PolicyDocument document) {
    policy = document;
  }

  /** Whether KMS rotates it by itself. */
  public boolean isRotated() {
    return rotated;
  }

  public void setRotated(boolean on) {
    rotated = on;
  }

  /** New material; the former still opens. */
  public void rotate(Instant now) {
    materials.add(Ids.random(KEY_BYTES));
    rotatedAt = now;
  }

  public Instant rotatedAt() {
    return rotatedAt;
  }

  /** The key's id, the material's number, a nonce, then AES-256-GCM over the context. */
  public byte[] encrypt(byte[] plaintext, Map<String, String> context) {
    int number = materials.size() - 1;
    byte[] nonce = Ids.random(NONCE_BYTES);
    byte[] sealed = run(Cipher.ENCRYPT_MODE, number, nonce, plaintext, context).orElseThrow();
    return ByteBuffer.allocate(ID_BYTES + 4 + NONCE_BYTES + sealed.length)
        .put(id.getBytes(StandardCharsets.US_ASCII))
        .putInt(number)
        .put(nonce)
        .put(sealed)
        .array();
  }

  /** The id of the key that a ciphertext names; empty when it names none. */
  public static Optional<String> idIn(byte[] ciphertext) {
    return ciphertext.length < ID_BYTES + 4 + NONCE_BYTES
        ? Optional.empty()
        : Optional.of(new String(ciphertext, 0, ID_BYTES, StandardCharsets.ISO_8859_1));
  }

  /** Empty when it was altered, or is of another context. */
  public Optional<byte[]> decrypt(byte[] ciphertext, Map<String, String> context) {
    ByteBuffer in = ByteBuffer.wrap(ciphertext).position(ID_BYTES);
    int number = in.getInt();
    byte[] nonce = new byte[NONCE_BYTES];
    in.get(nonce);
    byte[] sealed = Arrays.copyOfRange(ciphertext, in.position(), ciphertext.length);
    return number < 0 || number >= materials.size()
        ? Optional.empty()
        : run(Cipher.DECRYPT_MODE, number, nonce, sealed, context);
  }

  private Optional<byte[]> run(
      int mode, int number, byte[] nonce, byte[] input, Map<String, String> context) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          mode,
          new SecretKeySpec(materials.get(number), "AES"),
          new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(new TreeMap<>(context).toString().getBytes(StandardCharsets.UTF_8));
      return Optional.of(cipher.doFinal(input));
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }
}
