package dev.teambroker.server.mfa;

import dev.teambroker.protocol.Secret;
import dev.teambroker.server.audit.DecidingRow;
import dev.teambroker.server.audit.RowContent;
import dev.teambroker.server.audit.RowKind;
import dev.teambroker.server.member.FreshId;
import dev.teambroker.server.member.Hashed;
import dev.teambroker.server.member.MemberId;
import java.io.ByteArrayOutputStream;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A code of 80 random bits, kept hashed, that begins the enrolment of a new factor once. */
record RecoveryCode(String id, long version, MemberId member, String codeHash, boolean used)
    implements DecidingRow {
  private static final int COUNT = 10;
  private static final int BYTES = 10;
  private static final int GROUP = 4;
  private static final SecureRandom RANDOM = new SecureRandom();

  /** A member's set, as it is shown once: groups of four letters and digits. */
  static List<Secret> fresh() {
    return Stream.generate(RecoveryCode::one).limit(COUNT).toList();
  }

  private static Secret one() {
    byte[] bits = new byte[BYTES];
    RANDOM.nextBytes(bits);
    byte[] letters = Base32.encode(bits);
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    for (int at = 0; at < letters.length; at++) {
      if (at > 0 && at % GROUP == 0) {
        shown.write('-');
      }
      shown.write(letters[at]);
    }
    Arrays.fill(bits, (byte) 0);
    Arrays.fill(letters, (byte) 0);
    return Secret.takeFrom(shown.toByteArray());
  }

  static RecoveryCode of(MemberId member, Secret shown) {
    return new RecoveryCode(FreshId.of("r"), 1, member, hash(shown), false);
  }

  /** The hash of a code as somebody typed it: case, spaces and hyphens don't matter. */
  static String hash(Secret typed) {
    try (Secret plain = typed.reveal(RecoveryCode::plain)) {
      return Hashed.of(plain);
    }
  }

  private static Secret plain(byte[] typed) {
    byte[] kept = new byte[typed.length];
    int length = 0;
    for (byte letter : typed) {
      if (letter != '-' && letter != ' ') {
        kept[length++] = (byte) (letter >= 'a' && letter <= 'z' ? letter - 'a' + 'A' : letter);
      }
    }
    byte[] plain = Arrays.copyOf(kept, length);
    Arrays.fill(kept, (byte) 0);
    return Secret.takeFrom(plain);
  }

  @Override
  public RowKind kind() {
    return RowKind.RECOVERY_CODE;
  }

  @Override
  public RowContent content() {
    return RowContent.format(1).text(member.value()).text(codeHash).flag(used);
  }

  RecoveryCode nextUsed() {
    return new RecoveryCode(id, version + 1, member, codeHash, true);
  }
}
