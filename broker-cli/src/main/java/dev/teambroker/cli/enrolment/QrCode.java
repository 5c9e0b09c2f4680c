package dev.teambroker.cli.enrolment;

import dev.teambroker.protocol.Secret;
import io.nayuki.qrcodegen.QrCode.Ecc;
import java.nio.charset.StandardCharsets;

/** A QR code drawn with half blocks, dark on light whatever the terminal's colours are. */
final class QrCode {
  private static final int BORDER = 2;
  private static final String BLACK_ON_WHITE = "\u001b[30;107m";
  private static final String NORMAL = "\u001b[0m";

  private QrCode() {}

  static String of(Secret text) {
    return text.reveal(
        bytes ->
            draw(
                io.nayuki.qrcodegen.QrCode.encodeText(
                    new String(bytes, StandardCharsets.UTF_8), Ecc.LOW)));
  }

  private static String draw(io.nayuki.qrcodegen.QrCode code) {
    StringBuilder drawn = new StringBuilder();
    for (int y = -BORDER; y < code.size + BORDER; y += 2) {
      drawn.append(BLACK_ON_WHITE);
      for (int x = -BORDER; x < code.size + BORDER; x++) {
        drawn.append(block(code.getModule(x, y), code.getModule(x, y + 1)));
      }
      drawn.append(NORMAL).append('\n');
    }
    return drawn.toString();
  }

  private static char block(boolean upper, boolean lower) {
    if (upper) {
      return lower ? '█' : '▀';
    }
    return lower ? '▄' : ' ';
  }
}
