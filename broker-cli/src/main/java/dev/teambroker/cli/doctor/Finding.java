package dev.teambroker.cli.doctor;

import org.jspecify.annotations.Nullable;

/**
 * What a check found.
 *
 * @param state {@code ok}, {@code warning} or {@code wrong}
 * @param remedy what to do; null where nothing is to be done
 */
record Finding(String check, String state, String sentence, @Nullable String remedy) {
  static Finding ok(String check, String sentence) {
    return new Finding(check, "ok", sentence, null);
  }

  static Finding warning(String check, String sentence, String remedy) {
    return new Finding(check, "warning", sentence, remedy);
  }

  static Finding wrong(String check, String sentence, String remedy) {
    return new Finding(check, "wrong", sentence, remedy);
  }

  boolean isWrong() {
    return state.equals("wrong");
  }
}
