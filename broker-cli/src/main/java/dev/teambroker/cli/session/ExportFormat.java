package dev.teambroker.cli.session;

import dev.teambroker.cli.broker.Json;
import dev.teambroker.cli.settings.Profile;
import dev.teambroker.protocol.Secret;
import java.util.Locale;

/** How {@code export} writes a session. */
enum ExportFormat {
  /** For {@code eval} in a POSIX shell. */
  ENV {
    @Override
    void variable(StringBuilder to, String name, String value) {
      to.append("export ").append(name).append('=').append(Quoting.SH.quote(value)).append('\n');
    }
  },
  FISH {
    @Override
    void variable(StringBuilder to, String name, String value) {
      to.append("set -gx ").append(name).append(' ').append(Quoting.FISH.quote(value)).append('\n');
    }
  },
  POWERSHELL {
    @Override
    void variable(StringBuilder to, String name, String value) {
      String quoted = Quoting.POWERSHELL.quote(value);
      to.append("$Env:").append(name).append(" = ").append(quoted).append('\n');
    }
  },
  /**
   * Without quotes, which Docker's {@code --env-file} would take for a part of the value; {@link
   * ProcessCredentials} and {@link Profile} let no value in that needs some.
   */
  DOTENV {
    @Override
    void variable(StringBuilder to, String name, String value) {
      to.append(name).append('=').append(value).append('\n');
    }
  },
  /** What credential_process prints. */
  JSON {
    @Override
    Secret of(Secret json, Profile profile) {
      return json.duplicate();
    }
  },
  /** A section of a credentials file. */
  INI {
    @Override
    Secret of(Secret json, Profile profile) {
      return section(session(json), profile, profile.name());
    }
  };

  Secret of(Secret json, Profile profile) {
    StringBuilder lines = new StringBuilder();
    SessionVariables.of(session(json), profile, (name, value) -> variable(lines, name, value));
    return taken(lines);
  }

  void variable(StringBuilder to, String name, String value) {
    throw new UnsupportedOperationException(name());
  }

  /** The session as the section {@code [heading]}. */
  static Secret section(ProcessCredentials session, Profile profile, String heading) {
    StringBuilder lines = new StringBuilder("[" + heading + "]\n");
    SessionVariables.of(
        session,
        profile,
        (name, value) -> {
          if (!name.equals("AWS_DEFAULT_REGION") && !name.equals("AWS_CREDENTIAL_EXPIRATION")) {
            String key = name.equals("AWS_REGION") ? "region" : name.toLowerCase(Locale.ROOT);
            lines.append(key).append(" = ").append(value).append('\n');
          }
        });
    return taken(lines);
  }

  static ProcessCredentials session(Secret json) {
    return json.reveal(bytes -> Json.read(bytes, ProcessCredentials.class));
  }

  private static Secret taken(StringBuilder lines) {
    Secret whole = Secret.of(lines);
    lines.setLength(0);
    return whole;
  }
}
