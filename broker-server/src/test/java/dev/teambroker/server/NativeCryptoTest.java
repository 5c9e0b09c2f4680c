package dev.teambroker.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.GeneralSecurityException;
import java.security.Signature;
import org.junit.jupiter.api.Test;

class NativeCryptoTest {
  @Test
  void checksSignaturesByTheNativeProvider() throws GeneralSecurityException {
    NativeCrypto.use(AmazonCorrettoCryptoProvider.INSTANCE);
    assertThat(Signature.getInstance("SHA256withECDSA").getProvider().getName())
        .isEqualTo(AmazonCorrettoCryptoProvider.PROVIDER_NAME);
  }
}
