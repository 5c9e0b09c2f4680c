package dev.teambroker.server;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import com.amazon.corretto.crypto.provider.SelfTestStatus;
import java.security.Security;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Puts the Corretto crypto provider (AWS-LC) before the JDK's own, if its self-test passes: the
 * check of a DPoP proof's signature, which every request needs, costs a twelfth of the JDK's. Where
 * it can't be loaded the JDK's providers do the same work, and it is said.
 */
final class NativeCrypto implements ApplicationContextInitializer<ConfigurableApplicationContext> {
  private static final Logger LOG = LoggerFactory.getLogger(NativeCrypto.class);

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    use(AmazonCorrettoCryptoProvider.INSTANCE);
  }

  static void use(AmazonCorrettoCryptoProvider provider) {
    if (provider.getLoadingError() == null && provider.runSelfTests() == SelfTestStatus.PASSED) {
      Security.insertProviderAt(provider, 1);
    } else {
      LOG.warn(
          "SLOW CRYPTOGRAPHY: the native provider can't be used ({}); signatures are checked by the"
              + " JDK, at some twelve times the CPU",
          String.valueOf(provider.getLoadingError()));
    }
  }
}
