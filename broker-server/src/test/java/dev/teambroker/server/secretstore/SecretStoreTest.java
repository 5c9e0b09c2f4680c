package dev.teambroker.server.secretstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.protocol.Secret;
import dev.teambroker.server.secretstore.keystore.SoftwareKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SecretStoreTest {
  private static final Binding BINDING =
      new Binding(
          "access-key", "r1", "arn:aws:iam::123456789012:user/deploy", "AKIAIOSFODNN7EXAMPLE", 3);

  private static final KeyEncryptionKey FIRST = key("keystore/kat", 0);
  private static final KeyEncryptionKey SECOND = key("hsm/second", 100);
  private final SecretStore store = new SecretStore(List.of(FIRST));

  @Test
  void opensWhatItSealed() {
    for (String text : List.of("", "a", "wJalrXUtnFEMI/K7MDENG", "x".repeat(10_000))) {
      SealedSecret sealed = store.seal(Secret.of(text), BINDING);

      assertThat(store.unseal(sealed, BINDING)).isEqualTo(Secret.of(text));
    }
  }

  /** Made by another implementation of the format (Python's cryptography): it must never change. */
  @Test
  void opensAKnownEnvelope() {
    String known =
        """
        01010c6b657973746f72652f6b6174003c404142434445464748494a4bc2988c000219a124e5\
        ed3d1db7493d7449f7606f830039144f7e74deab2ed3e4fd0ad2cb008f46af34f6d7052e330d\
        592f893983d463787e0ed88bb81b3032198a64cdfdc2c5a9b64ed503811f9b8fd05051525354\
        55565758595a5bbbfe8773429e61ca28eb1c87f5a58017e6d2f0718c66f8779e15559d02a94c\
        17d2dff776cb\
        """;

    assertThat(store.unseal(new SealedSecret(HexFormat.of().parseHex(known)), BINDING))
        .isEqualTo(Secret.of("wJalrXUtnFEMI/K7MDENG"));
  }

  @Test
  void leavesThePlaintextToItsOwner() {
    Secret plaintext = Secret.of("mine");
    store.seal(plaintext, BINDING);

    assertThat(plaintext).isEqualTo(Secret.of("mine"));
  }

  @Test
  void sealsTheSameSecretDifferentlyEachTime() {
    Secret secret = Secret.of("secret");

    assertThat(store.seal(secret, BINDING)).isNotEqualTo(store.seal(secret, BINDING));
  }

  @Test
  void showsNothingOfTheSecretInTheEnvelope() {
    SealedSecret sealed = store.seal(Secret.of("wJalrXUtnFEMI"), BINDING);

    assertThat(new String(sealed.envelope(), StandardCharsets.ISO_8859_1)).doesNotContain("wJalr");
    assertThat(sealed.toString()).isEqualTo("SealedSecret(" + sealed.envelope().length + " bytes)");
  }

  @Test
  void refusesAnEnvelopeWithAnyBitFlipped() {
    byte[] envelope = store.seal(Secret.of("secret"), BINDING).envelope();
    for (int bit = 0; bit < envelope.length * Byte.SIZE; bit++) {
      byte[] flipped = envelope.clone();
      flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      assertBroken(flipped, BINDING, "bit " + bit);
    }
  }

  @Test
  void refusesAnEnvelopeThatIsCutOrLonger() {
    byte[] envelope = store.seal(Secret.of("secret"), BINDING).envelope();
    IntStream.range(0, envelope.length)
        .forEach(length -> assertBroken(Arrays.copyOf(envelope, length), BINDING, "cut"));
    assertBroken(Arrays.copyOf(envelope, envelope.length + 1), BINDING, "longer");
  }

  @ParameterizedTest
  @MethodSource
  void refusesASecretThatWasMovedTo(Binding other) {
    SealedSecret sealed = store.seal(Secret.of("secret"), BINDING);

    assertThatThrownBy(() -> store.unseal(sealed, other)).isInstanceOf(SealBroken.class);
  }

  static Stream<Binding> refusesASecretThatWasMovedTo() {
    Binding b = BINDING;
    return Stream.of(
        new Binding("totp-seed", b.recordId(), b.owner(), b.keyId(), b.version()),
        new Binding(b.kind(), "r2", b.owner(), b.keyId(), b.version()),
        new Binding(b.kind(), b.recordId(), b.owner() + "2", b.keyId(), b.version()),
        new Binding(b.kind(), b.recordId(), b.owner(), "AKIAI44QH8DHBEXAMPLE", b.version()),
        new Binding(b.kind(), b.recordId(), b.owner(), b.keyId(), b.version() - 1),
        new Binding(b.kind() + "r1", "", b.owner(), b.keyId(), b.version()));
  }

  /** Two data keys and one ciphertext that opens under both: what a commitment is for. */
  @Test
  void refusesADataKeyThatTheEnvelopeIsNotCommittedTo() {
    byte[] context = BINDING.associatedData(Envelope.FORMAT);
    byte[] nonce = new byte[DataKeys.NONCE_BYTES];
    Secret dataKey = DataKeys.fresh();
    byte[] ciphertext = DataKeys.encrypt(dataKey, nonce, new byte[] {1}, context);
    var wraps = List.of(new Envelope.Wrap(FIRST.id(), FIRST.wrap(dataKey, context)));
    byte[] foreign = DataKeys.commitment(DataKeys.fresh(), context);

    assertThatThrownBy(
            () -> store.unseal(new Envelope(wraps, foreign, nonce, ciphertext).encoded(), BINDING))
        .isInstanceOf(SealBroken.class)
        .hasMessageContaining("committed");
  }

  @Test
  void opensUnderAnyOfSeveralKeys() {
    Secret secret = Secret.of("secret");
    SealedSecret sealed = new SecretStore(List.of(FIRST, SECOND)).seal(secret, BINDING);

    assertThat(new SecretStore(List.of(FIRST)).unseal(sealed, BINDING)).isEqualTo(secret);
    assertThat(new SecretStore(List.of(SECOND)).unseal(sealed, BINDING)).isEqualTo(secret);
  }

  @Test
  void opensByTheOtherKeyWhenOneIsUnavailable() {
    FlakyKey flaky = new FlakyKey(FIRST);
    SecretStore both = new SecretStore(List.of(flaky, SECOND));
    SealedSecret sealed = both.seal(Secret.of("secret"), BINDING);
    flaky.takeAway();

    assertThat(both.unseal(sealed, BINDING)).isEqualTo(Secret.of("secret"));
  }

  @Test
  void tellsAnUnavailableKeyFromABrokenSeal() {
    FlakyKey flaky = new FlakyKey(FIRST);
    SecretStore frail = new SecretStore(List.of(flaky));
    SealedSecret sealed = frail.seal(Secret.of("secret"), BINDING);
    flaky.takeAway();

    assertThatThrownBy(() -> frail.unseal(sealed, BINDING))
        .isInstanceOfSatisfying(
            SecretStoreUnavailable.class,
            e -> assertThat(e.problemType()).isEqualTo(ProblemType.UNAVAILABLE));
    assertThatThrownBy(() -> frail.seal(Secret.of("secret"), BINDING))
        .isInstanceOf(SecretStoreUnavailable.class);
  }

  @Test
  void refusesAnEnvelopeOfAForeignBroker() {
    SealedSecret foreign = new SecretStore(List.of(SECOND)).seal(Secret.of("secret"), BINDING);

    assertBroken(foreign.envelope(), BINDING, "foreign");
  }

  private void assertBroken(byte[] envelope, Binding binding, String what) {
    assertThatThrownBy(() -> store.unseal(new SealedSecret(envelope), binding))
        .as(what)
        .isInstanceOfSatisfying(
            SealBroken.class, e -> assertThat(e.problemType()).isEqualTo(ProblemType.ROW_REJECTED));
  }

  private static KeyEncryptionKey key(String id, int from) {
    byte[] bytes = new byte[32];
    IntStream.range(0, bytes.length).forEach(i -> bytes[i] = (byte) (from + i));
    return new SoftwareKey(id, new SecretKeySpec(bytes, "AES"));
  }
}
