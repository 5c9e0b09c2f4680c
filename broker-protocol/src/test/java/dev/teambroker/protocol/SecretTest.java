package dev.teambroker.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SecretTest {
  @Test
  void showsNothingInItsText() {
    assertThat(Secret.of("hunter2")).hasToString("Secret(…)");
  }

  @Test
  void comparesByContent() {
    assertThat(Secret.of("a")).isEqualTo(Secret.of("a")).isNotEqualTo(Secret.of("b"));
  }

  @Test
  void overwritesTheArraysItTakesFrom() {
    byte[] bytes = {1, 2, 3};
    char[] text = {'a', 'ß'};

    assertThat(Secret.takeFrom(bytes).length()).isEqualTo(3);
    assertThat(Secret.takeFrom(text)).isEqualTo(Secret.of("aß"));

    assertThat(bytes).containsOnly(0);
    assertThat(text).containsOnly('\0');
  }

  @Test
  void overwritesTheRevealedCopyEvenWhenItsUseFails() {
    AtomicReference<byte[]> kept = new AtomicReference<>();
    Secret secret = Secret.of("abc");

    assertThatThrownBy(
            () ->
                secret.reveal(
                    bytes -> {
                      kept.set(bytes);
                      throw new IllegalArgumentException("no");
                    }))
        .isInstanceOf(IllegalArgumentException.class);

    assertThat(kept.get()).containsOnly(0);
    assertThat(reveal(secret)).isEqualTo("abc");
  }

  @Test
  void revealsNothingOnceClosed() {
    Secret secret = Secret.of("abc");
    Secret other = secret.duplicate();

    secret.close();
    secret.close();

    assertThatThrownBy(() -> reveal(secret)).isInstanceOf(IllegalStateException.class);
    assertThat(reveal(other)).isEqualTo("abc");
  }

  private static String reveal(Secret secret) {
    return secret.reveal(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }
}
