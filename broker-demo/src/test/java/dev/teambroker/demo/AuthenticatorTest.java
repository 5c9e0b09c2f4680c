package dev.teambroker.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthenticatorTest {
  private static final String RFC_6238_SEED = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

  @TempDir Path directory;
  private Path otpauth;

  @BeforeEach
  void scan() throws IOException {
    otpauth = directory.resolve("phone");
    Files.writeString(otpauth, "otpauth://totp/broker:ada?secret=" + RFC_6238_SEED + "&digits=6");
  }

  @Test
  void showsTheCodesOfTheRfc() {
    at(1_111_111_111).next();
    assertThat(at(1_111_111_111).again()).isEqualTo("081804");
    assertThat(at(1_111_111_111).next()).isEqualTo("050471");
  }

  @Test
  void givesNoCodeTwice() {
    at(1_111_111_111).next();
    at(1_111_111_111).next();
    assertThatThrownBy(() -> at(1_111_111_111).next()).hasMessageContaining("used already");
    assertThat(at(1_111_111_140).next()).isNotEmpty();
  }

  private Authenticator at(long epochSecond) {
    return new Authenticator(otpauth, InstantSource.fixed(Instant.ofEpochSecond(epochSecond)));
  }
}
