package dev.teambroker.cli.session;

/** One word for a shell, whatever it holds. */
enum Quoting {
  /** POSIX: nothing means anything between single quotes. */
  SH {
    @Override
    String quote(String word) {
      return "'" + word.replace("'", "'\\''") + "'";
    }
  },
  /** fish knows two escapes between single quotes. */
  FISH {
    @Override
    String quote(String word) {
      return "'" + word.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
  },
  /** PowerShell takes four typographic quotes for single quotes as well. */
  POWERSHELL {
    @Override
    String quote(String word) {
      return "'" + word.replaceAll("['\u2018\u2019\u201a\u201b]", "$0$0") + "'";
    }
  };

  abstract String quote(String word);
}
