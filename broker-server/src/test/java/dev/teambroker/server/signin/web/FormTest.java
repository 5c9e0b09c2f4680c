package dev.teambroker.server.signin.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.server.web.Outcome;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormTest {
  @Test
  void readsFieldsThatAreEncoded() throws IOException {
    Form form =
        java.util.Objects.requireNonNull(read("grant_type=urn%3Abroker&code=%EF%BC%91+2").orNull());
    assertThat(form.textOf("grant_type")).hasValue("urn:broker");
    assertThat(form.textOf("code")).hasValue("１ 2");
    assertThat(form.hasOnly("grant_type", "code")).isTrue();
    assertThat(form.hasOnly("grant_type")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=1&a=2", "a=%", "a=%4", "a=%zz", "a&a"})
  void refusesAFieldTwiceAndBrokenEncoding(String body) throws IOException {
    assertThat(read(body)).isInstanceOf(Outcome.Refused.class);
  }

  @Test
  void refusesMoreThanFourKilobytes() throws IOException {
    assertThat(read("a=" + "x".repeat(4095))).isInstanceOf(Outcome.Refused.class);
  }

  private static Outcome<Form> read(String body) throws IOException {
    return Form.read(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
  }
}
