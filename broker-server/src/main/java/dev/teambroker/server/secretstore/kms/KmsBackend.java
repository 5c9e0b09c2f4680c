package dev.teambroker.server.secretstore.kms;

import dev.teambroker.server.aws.KeyManagement;
import dev.teambroker.server.aws.KmsKeyArn;
import dev.teambroker.server.secretstore.Deadline;
import dev.teambroker.server.secretstore.KeyBackend;
import dev.teambroker.server.secretstore.KeySource;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** {@code kms:ARN}: symmetric keys of AWS KMS. */
@Component
class KmsBackend implements KeyBackend {
  private static final String SCHEME = "kms";

  private final KmsSettings settings;
  private final KeyManagement kms;

  /**
   * @param kms is made when a key of it is used: commands that use none needn't be told of AWS
   */
  KmsBackend(KmsSettings settings, @Lazy KeyManagement kms) {
    this.settings = settings;
    this.kms = kms;
  }

  @Override
  public String scheme() {
    return SCHEME;
  }

  @Override
  public KeySource source(String name) {
    String rest = name.substring(Math.min(name.length(), SCHEME.length() + 1));
    if (KmsPlan.isPlace(rest)) {
      return new KmsPlan(rest);
    }
    KmsKeyArn arn = KmsKeyArn.of(rest);
    var deadline = new Deadline("KMS in " + arn.region(), settings.calls(), settings.timeout());
    return new KmsKeySource(
        arn, kms, new KmsKey(arn, kms, deadline, settings.timeout()), settings.timeout());
  }
}
