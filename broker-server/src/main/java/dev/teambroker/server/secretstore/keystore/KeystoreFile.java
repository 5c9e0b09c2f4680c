package dev.teambroker.server.secretstore.keystore;

import dev.teambroker.protocol.Secret;
import dev.teambroker.server.secretstore.KeyEncryptionKey;
import dev.teambroker.server.secretstore.KeySource;
import dev.teambroker.server.secretstore.PrivateFile;
import dev.teambroker.server.secretstore.SecretStoreUnavailable;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStore.PasswordProtection;
import java.security.KeyStore.SecretKeyEntry;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import javax.security.auth.DestroyFailedException;

/**
 * A PKCS#12 file that holds one AES-256 key, and a file with its passphrase, which is generated
 * with the key where none was configured.
 */
final class KeystoreFile implements KeySource {
  private static final String TYPE = "PKCS12";
  private static final String ALIAS = "broker-kek-";
  private static final int KEY_BYTES = 32;
  private static final int ID_BYTES = 8;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Path keystore;
  private final Path passphrase;

  KeystoreFile(Path keystore, Path passphrase) {
    this.keystore = keystore;
    this.passphrase = passphrase;
  }

  @Override
  public String place() {
    return "the keystore " + keystore;
  }

  @Override
  public String remedy() {
    return "bring the keystore and its passphrase back from their backup, or set"
        + " broker.secret-store.keystore.file to where they are";
  }

  @Override
  public Optional<KeyEncryptionKey> find() {
    if (Files.notExists(keystore)) {
      return Optional.empty();
    }
    byte[] content = PrivateFile.read(keystore);
    try (Secret password = readPassphrase()) {
      return Optional.of(withCharacters(password, characters -> open(content, characters)));
    } catch (GeneralSecurityException | IOException e) {
      throw new SecretStoreUnavailable(
          place() + " does not open with the passphrase in " + passphrase, e);
    }
  }

  private KeyEncryptionKey open(byte[] content, char[] password)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(TYPE);
    store.load(new ByteArrayInputStream(content), password);
    List<String> aliases = Collections.list(store.aliases());
    if (aliases.size() == 1
        && aliases.getFirst().startsWith(ALIAS)
        && store.getKey(aliases.getFirst(), password) instanceof SecretKey key) {
      return key(aliases.getFirst(), key);
    }
    throw new SecretStoreUnavailable(place() + " is none of a broker's: it holds " + aliases);
  }

  @Override
  public KeyEncryptionKey make() {
    String alias = ALIAS + HexFormat.of().formatHex(random(ID_BYTES));
    byte[] bytes = random(KEY_BYTES);
    SecretKey key = new SecretKeySpec(bytes, "AES");
    Arrays.fill(bytes, (byte) 0);
    try (Secret password = Files.exists(passphrase) ? readPassphrase() : makePassphrase()) {
      PrivateFile.make(keystore, withCharacters(password, c -> encoded(alias, key, c)));
      return key(alias, key);
    } catch (GeneralSecurityException | IOException e) {
      throw new SecretStoreUnavailable(place() + " can't be made", e);
    }
  }

  @Override
  public List<String> create() {
    KeyEncryptionKey key = make();
    return List.of(
        "key " + key.id() + ", AES-256, in " + keystore,
        "its passphrase is in " + passphrase + ": keep a copy of both, apart from the database's");
  }

  @Override
  public void destroy() {
    try {
      Files.delete(keystore);
      Files.deleteIfExists(passphrase);
    } catch (IOException e) {
      throw new SecretStoreUnavailable(place() + " can't be deleted", e);
    }
  }

  private static KeyEncryptionKey key(String alias, SecretKey key) {
    return new SoftwareKey("keystore/" + alias, key);
  }

  private static byte[] encoded(String alias, SecretKey key, char[] password)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(TYPE);
    store.load(null, password);
    PasswordProtection protection = new PasswordProtection(password);
    try {
      store.setEntry(alias, new SecretKeyEntry(key), protection);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      store.store(out, password);
      return out.toByteArray();
    } finally {
      destroy(protection);
    }
  }

  private Secret readPassphrase() {
    return PrivateFile.readSecret(passphrase);
  }

  private Secret makePassphrase() throws IOException {
    byte[] random = random(KEY_BYTES);
    byte[] text = Base64.getUrlEncoder().withoutPadding().encode(random);
    Arrays.fill(random, (byte) 0);
    PrivateFile.make(passphrase, text);
    return Secret.takeFrom(text);
  }

  /** What PKCS#12 wants: the passphrase as characters, which are overwritten afterwards. */
  private static <T> T withCharacters(Secret password, Keyed<T> use)
      throws GeneralSecurityException, IOException {
    char[] characters =
        password.reveal(
            bytes -> {
              char[] copy = new char[bytes.length];
              for (int i = 0; i < bytes.length; i++) {
                copy[i] = (char) Byte.toUnsignedInt(bytes[i]);
              }
              return copy;
            });
    try {
      return use.with(characters);
    } finally {
      Arrays.fill(characters, '\0');
    }
  }

  @FunctionalInterface
  private interface Keyed<T> {
    T with(char[] password) throws GeneralSecurityException, IOException;
  }

  private static void destroy(PasswordProtection protection) {
    try {
      protection.destroy();
    } catch (DestroyFailedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }
}
