package dev.teambroker.server.secretstore.pkcs11;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The private half of an Ed25519 pair, which is known by its public half. */
final class SigningObject implements TokenObject {
  private static final int PUBLIC_BYTES = 32;

  private final Pkcs11Uri address;
  private volatile byte @Nullable [] publicKey;

  SigningObject(Pkcs11Uri address) {
    this.address = address;
  }

  static Attributes template(long kind, String label) {
    return new Attributes()
        .with(Attributes.CLASS, kind)
        .with(Attributes.KEY_TYPE, Attributes.EC_EDWARDS)
        .with(Attributes.LABEL, label);
  }

  /** Of the pair that was found; null before. */
  byte @Nullable [] publicKey() {
    return publicKey;
  }

  @Override
  public long find(Cryptoki cryptoki, long session) throws CryptokiError {
    Attributes wanted = template(Attributes.PRIVATE_KEY, address.object());
    return TokenObject.only(cryptoki, session, wanted, address, "Ed25519 key");
  }

  @Override
  public void check(Cryptoki cryptoki, long session, long key) throws CryptokiError {
    List<Long> publicKeys =
        cryptoki.find(session, template(Attributes.PUBLIC_KEY, address.object()));
    if (publicKeys.size() != 1) {
      throw new CryptokiError("the public half's search", CryptokiError.GENERAL_ERROR);
    }
    // An OCTET STRING of the 32 bytes, or these alone.
    byte[] point = cryptoki.value(session, publicKeys.getFirst(), Attributes.EC_POINT);
    byte[] found =
        Arrays.copyOfRange(point, Math.max(0, point.length - PUBLIC_BYTES), point.length);
    byte[] known = publicKey;
    if (found.length != PUBLIC_BYTES || (known != null && !Arrays.equals(known, found))) {
      throw new CryptokiError("the public half's value", CryptokiError.GENERAL_ERROR);
    }
    publicKey = found;
  }

  /** Nothing that it refuses was altered. */
  @Override
  public boolean isSound(Cryptoki cryptoki, long session, long key) {
    return false;
  }
}
