package dev.teambroker.server.secretstore.pkcs11;

import org.jspecify.annotations.Nullable;

/** An AES key, which is known by what it has sealed. */
final class WrappingObject implements TokenObject {
  private final Pkcs11Uri address;
  private volatile @Nullable Canary canary;

  WrappingObject(Pkcs11Uri address) {
    this.address = address;
  }

  @Override
  public long find(Cryptoki cryptoki, long session) throws CryptokiError {
    return TokenObject.only(
        cryptoki, session, TokenKey.template(address.object()), address, "AES key");
  }

  @Override
  public void check(Cryptoki cryptoki, long session, long key) throws CryptokiError {
    Canary known = canary;
    if (known == null) {
      canary = new Canary(cryptoki, session, key);
    } else if (!known.isOpenedBy(cryptoki, session, key)) {
      throw new CryptokiError("C_Decrypt of the canary", CryptokiError.GENERAL_ERROR);
    }
  }

  @Override
  public boolean isSound(Cryptoki cryptoki, long session, long key) throws CryptokiError {
    Canary known = canary;
    return known != null && known.isOpenedBy(cryptoki, session, key);
  }
}
