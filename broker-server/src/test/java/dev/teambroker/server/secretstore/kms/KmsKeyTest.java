package dev.teambroker.server.secretstore.kms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.protocol.Secret;
import dev.teambroker.sandbox.Sandbox;
import dev.teambroker.sandbox.SandboxKmsKey;
import dev.teambroker.server.secretstore.KeyEncryptionKey;
import dev.teambroker.server.secretstore.KeyEncryptionKeyContract;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Keys of the sandbox's KMS, under the policy that the ceremony prints. */
class KmsKeyTest extends KeyEncryptionKeyContract {
  private static final Sandbox AWS = Sandbox.start();
  private static final SandboxKmsKey IN_KMS = KmsOfSandbox.key(AWS);
  private static final KeyEncryptionKey KEY = opened(IN_KMS);
  private static final KeyEncryptionKey OTHER = opened(KmsOfSandbox.key(AWS));

  private static KeyEncryptionKey opened(SandboxKmsKey key) {
    return KmsOfSandbox.source(AWS, KmsOfSandbox.name(key), Duration.ofSeconds(20))
        .find()
        .orElseThrow();
  }

  @AfterAll
  static void stop() {
    AWS.close();
  }

  @Override
  protected KeyEncryptionKey key() {
    return KEY;
  }

  @Override
  protected KeyEncryptionKey otherKey() {
    return OTHER;
  }

  @Test
  void opensWhatWasWrappedBeforeKmsMadeNewMaterial() {
    byte[] context = {1};
    try (Secret dataKey = Secret.of("a data key of 32 bytes, no less.")) {
      byte[] wrapped = KEY.wrap(dataKey, context);
      IN_KMS.rotate();

      assertThat(KEY.unwrap(wrapped, context)).isEqualTo(dataKey);
      assertThat(KEY.unwrap(KEY.wrap(dataKey, context), context)).isEqualTo(dataKey);
    }
  }

  @Test
  void tellsCloudTrailTheRecordByAHashAlone() {
    try (Secret dataKey = Secret.of("a data key of 32 bytes, no less.")) {
      KEY.wrap(dataKey, new byte[] {7});
    }

    assertThat(AWS.events().getFirst().content())
        .hasEntrySatisfying(
            "requestParameters",
            requested ->
                assertThat(requested.toString())
                    .contains("purpose=team-credential-broker", "record=yjWHWPbS")
                    .doesNotContain("a data key"));
  }
}
