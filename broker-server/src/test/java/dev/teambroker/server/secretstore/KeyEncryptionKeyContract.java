package dev.teambroker.server.secretstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teambroker.protocol.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every key-encryption key holds, whatever it is made of. */
public abstract class KeyEncryptionKeyContract {
  private static final byte[] CONTEXT = "of this record".getBytes(StandardCharsets.UTF_8);

  /** The key under test; the same one at each call. */
  protected abstract KeyEncryptionKey key();

  /** Another key of the same backend. */
  protected abstract KeyEncryptionKey otherKey();

  @Test
  void opensWhatItWrapped() {
    try (Secret dataKey = DataKeys.fresh()) {
      assertThat(key().unwrap(key().wrap(dataKey, CONTEXT), CONTEXT)).isEqualTo(dataKey);
    }
  }

  @Test
  void wrapsTheSameKeyDifferentlyEachTime() {
    try (Secret dataKey = DataKeys.fresh()) {
      assertThat(key().wrap(dataKey, CONTEXT)).isNotEqualTo(key().wrap(dataKey, CONTEXT));
    }
  }

  @Test
  void showsNothingOfTheDataKeyInTheWrap() {
    try (Secret dataKey = Secret.of("a data key as long as needed....")) {
      assertThat(new String(key().wrap(dataKey, CONTEXT), StandardCharsets.ISO_8859_1))
          .doesNotContain("data key");
    }
  }

  @Test
  void refusesAWrapOfAnotherContext() {
    try (Secret dataKey = DataKeys.fresh()) {
      byte[] wrapped = key().wrap(dataKey, CONTEXT);

      assertThatThrownBy(() -> key().unwrap(wrapped, new byte[] {1}))
          .isInstanceOf(SealBroken.class);
    }
  }

  @Test
  void refusesAWrapOfAnotherKey() {
    try (Secret dataKey = DataKeys.fresh()) {
      byte[] wrapped = otherKey().wrap(dataKey, CONTEXT);

      assertThatThrownBy(() -> key().unwrap(wrapped, CONTEXT)).isInstanceOf(SealBroken.class);
    }
  }

  @Test
  void refusesAWrapWithAnyByteChangedOrMissing() {
    try (Secret dataKey = DataKeys.fresh()) {
      byte[] wrapped = key().wrap(dataKey, CONTEXT);
      IntStream.range(0, wrapped.length)
          .forEach(
              i -> {
                byte[] changed = wrapped.clone();
                changed[i] ^= 1;
                assertRefused(changed);
                assertRefused(Arrays.copyOf(wrapped, i));
              });
    }
  }

  @Test
  void keepsItsIdForItself() {
    assertThat(key().id()).isEqualTo(key().id()).isNotEqualTo(otherKey().id());
    assertThat(key().id().getBytes(StandardCharsets.UTF_8)).hasSizeBetween(1, 255);
  }

  private void assertRefused(byte[] wrapped) {
    assertThatThrownBy(() -> key().unwrap(wrapped, CONTEXT)).isInstanceOf(SealBroken.class);
  }
}
