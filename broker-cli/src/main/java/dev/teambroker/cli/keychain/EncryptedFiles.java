package dev.teambroker.cli.keychain;

import dev.teambroker.cli.store.ItemStore;
import dev.teambroker.cli.store.PrivateFiles;
import dev.teambroker.cli.store.StoreFault;
import dev.teambroker.protocol.Secret;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Files that a passphrase opens: PBKDF2-HMAC-SHA256 (600,000 rounds, OWASP 2023) and AES-256-GCM, a
 * salt an item, the item's name authenticated with it.
 */
final class EncryptedFiles implements ItemStore {
  private static final byte[] FORMAT =
      "broker-cli-encrypted/1\n".getBytes(StandardCharsets.US_ASCII);
  private static final int ROUNDS = 600_000;
  private static final int SALT = 16;
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;
  private static final int KEY_BITS = 256;

  private final PrivateFiles files;
  private final Path directory;
  private final Passphrase passphrase;
  private final SecureRandom random = new SecureRandom();

  /** Where the passphrase comes from. */
  interface Passphrase {
    /**
     * The passphrase.
     *
     * @param fresh whether it is chosen now, and a slip would lose what is kept
     */
    Secret get(boolean fresh);
  }

  EncryptedFiles(Path directory, Passphrase passphrase) {
    this.files = new PrivateFiles(directory);
    this.directory = directory;
    this.passphrase = passphrase;
  }

  @Override
  public byte @Nullable [] find(String name) throws StoreFault {
    byte[] kept = files.find(name);
    return kept == null ? null : opened(name, kept);
  }

  private byte[] opened(String name, byte[] kept) throws StoreFault {
    ByteBuffer file = ByteBuffer.wrap(kept);
    byte[] format = new byte[FORMAT.length];
    byte[] salt = new byte[SALT];
    byte[] nonce = new byte[NONCE];
    if (kept.length < FORMAT.length + SALT + NONCE) {
      throw damaged(name);
    }
    file.get(format).get(salt).get(nonce);
    if (!Arrays.equals(format, FORMAT)) {
      throw damaged(name);
    }
    try (Secret phrase = passphrase.get(false)) {
      return cipher(Cipher.DECRYPT_MODE, phrase, salt, nonce, name)
          .doFinal(kept, file.position(), file.remaining());
    } catch (AEADBadTagException wrong) {
      throw new StoreFault(
          StoreFault.Reason.LOCKED,
          "The passphrase is not the one that " + directory + " was encrypted with.");
    } catch (GeneralSecurityException broken) {
      throw damaged(name);
    }
  }

  private StoreFault damaged(String name) {
    return new StoreFault(
        StoreFault.Reason.UNAVAILABLE, directory.resolve(name) + " is none of ours, or damaged.");
  }

  @Override
  public void put(String name, byte[] value, long secondsToLive) throws StoreFault {
    byte[] salt = new byte[SALT];
    byte[] nonce = new byte[NONCE];
    random.nextBytes(salt);
    random.nextBytes(nonce);
    try (Secret phrase = passphrase.get(files.names().isEmpty())) {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, phrase, salt, nonce, name).doFinal(value);
      ByteBuffer file = ByteBuffer.allocate(FORMAT.length + SALT + NONCE + sealed.length);
      files.put(name, file.put(FORMAT).put(salt).put(nonce).put(sealed).array(), secondsToLive);
    } catch (GeneralSecurityException absent) {
      throw new IllegalStateException("every JDK has AES and PBKDF2", absent);
    }
  }

  private static Cipher cipher(int mode, Secret phrase, byte[] salt, byte[] nonce, String name)
      throws GeneralSecurityException {
    byte[] key = phrase.reveal(bytes -> key(bytes, salt));
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(name.getBytes(StandardCharsets.UTF_8));
      return cipher;
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private static byte[] key(byte[] phrase, byte[] salt) throws GeneralSecurityException {
    CharBuffer text = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(phrase));
    char[] characters = Arrays.copyOf(text.array(), text.limit());
    PBEKeySpec spec = new PBEKeySpec(characters, salt, ROUNDS, KEY_BITS);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
    } finally {
      spec.clearPassword();
      Arrays.fill(characters, '\0');
      Arrays.fill(text.array(), '\0');
    }
  }

  @Override
  public void remove(String name) throws StoreFault {
    files.remove(name);
  }

  @Override
  public List<String> names() throws StoreFault {
    return files.names();
  }

  @Override
  public String description() {
    return "encrypted files in " + directory;
  }
}
