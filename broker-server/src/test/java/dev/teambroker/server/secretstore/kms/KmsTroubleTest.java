package dev.teambroker.server.secretstore.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teambroker.protocol.Secret;
import dev.teambroker.sandbox.Sandbox;
import dev.teambroker.sandbox.SandboxKmsKey;
import dev.teambroker.server.secretstore.KeyEncryptionKey;
import dev.teambroker.server.secretstore.SealBroken;
import dev.teambroker.server.secretstore.SecretStoreUnavailable;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A key that KMS doesn't give: told apart, within the time, and good again without a restart. */
class KmsTroubleTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final byte[] CONTEXT = {1};

  private final Sandbox aws = Sandbox.start();
  private final SandboxKmsKey inKms = KmsOfSandbox.key(aws);
  private final Secret dataKey = Secret.of("a data key of 32 bytes, no less.");
  private KeyEncryptionKey key;
  private byte[] wrapped;

  @BeforeEach
  void open() {
    key = KmsOfSandbox.source(aws, KmsOfSandbox.name(inKms), TIMEOUT).find().orElseThrow();
    wrapped = key.wrap(dataKey, CONTEXT);
  }

  @AfterEach
  void close() {
    key.close();
    aws.close();
  }

  @Test
  void saysThatTheKeyIsDisabled() {
    inKms.disable();
    assertRefused("is disabled: aws kms enable-key enables it");
    inKms.enable();
    assertOpens();
  }

  @Test
  void saysThatTheKeyIsPendingDeletion() {
    inKms.scheduleDeletion();
    assertRefused("is pending deletion: aws kms cancel-key-deletion brings it back");
    inKms.enable();
    assertOpens();
  }

  @Test
  void saysThatAccessIsDenied() {
    String nobody =
        """
        {"Statement": [{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::%s:role/admin"},
                        "Action": "kms:*", "Resource": "*"}]}"""
            .formatted(Sandbox.ACCOUNT);
    inKms.withPolicy(nobody);
    assertRefused("KMS denies the broker the key " + inKms.arn());
    inKms.withPolicy(nobody.replace("role/admin", "role/broker"));
    assertOpens();
  }

  @Test
  void asksAgainWhenKmsThrottlesAndSaysSoWhenItGoesOn() {
    aws.next("Decrypt").times(2).throttled();
    assertOpens();
    aws.next("Decrypt").always().throttled();
    assertRefused("KMS throttles account " + Sandbox.ACCOUNT + " in eu-central-1");
    aws.clearFaults();
    assertOpens();
  }

  @Test
  void asksAgainWhenTheAnswerIsLost() {
    aws.next("Decrypt").resetsAfterDoing();
    assertOpens();
    aws.next("Decrypt").garbled();
    assertOpens();
    aws.next("Encrypt").fails();
    assertThat(key.wrap(dataKey, CONTEXT)).isNotEmpty();
  }

  @Test
  void endsWithinItsTimeWhenKmsHangs() {
    aws.next("Decrypt").always().timesOut(Duration.ofSeconds(30));
    long begun = System.nanoTime();

    assertRefused("KMS in eu-central-1");

    assertThat(Duration.ofNanos(System.nanoTime() - begun))
        .isLessThan(TIMEOUT.plus(Duration.ofSeconds(2)));
    aws.clearFaults();
    assertOpens();
  }

  @Test
  void tellsAnAlteredWrapFromAKeyThatIsDenied() {
    aws.next("Decrypt").fails(400, "AccessDeniedException", "The ciphertext refers to no key");
    assertThatThrownBy(() -> key.unwrap(wrapped, CONTEXT)).isInstanceOf(SealBroken.class);
  }

  @Test
  void saysThatThereIsNoSuchKey() {
    String unknown = inKms.arn().replaceFirst("/[0-9a-f]{8}-", "/00000000-");
    assertThatThrownBy(() -> KmsOfSandbox.source(aws, "kms:" + unknown, TIMEOUT).find())
        .isInstanceOf(SecretStoreUnavailable.class)
        .hasMessage("there is no KMS key " + unknown);
  }

  @Test
  void takesNoAliasAndNoOtherForm() {
    for (String name :
        new String[] {
          "kms:alias/broker",
          "kms:arn:aws:kms:eu-central-1:123456789012:alias/broker",
          "kms:",
          "kms:arn:aws:kms:eu-central-1:123456789012:key/"
        }) {
      assertThatThrownBy(() -> KmsOfSandbox.source(aws, name, TIMEOUT))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("not by an alias");
    }
  }

  private void assertRefused(String why) {
    assertThatThrownBy(() -> key.unwrap(wrapped, CONTEXT))
        .isInstanceOfSatisfying(
            SecretStoreUnavailable.class,
            e ->
                assertThat(e.detail())
                    .isEqualTo("The secret store can't be used now; nothing was done."))
        .hasMessageContaining(why);
  }

  private void assertOpens() {
    assertThat(key.unwrap(wrapped, CONTEXT)).isEqualTo(dataKey);
  }
}
