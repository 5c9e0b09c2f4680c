package dev.teambroker.cli.enrolment;

import dev.teambroker.cli.outcome.ExitCode;
import dev.teambroker.cli.outcome.Failure;
import dev.teambroker.protocol.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/** {@code PUBLIC_URL/enrol#pin=…&code=…}: the fragment never reaches a server's log. */
final class InvitationLink {
  private final String url;
  private final @Nullable String pin;
  private final Secret code;

  private InvitationLink(String url, @Nullable String pin, Secret code) {
    this.url = url;
    this.pin = pin;
    this.code = code;
  }

  static InvitationLink parse(String link) {
    URI uri = uri(link.strip());
    String fragment = uri.getRawFragment();
    String path = uri.getPath();
    String code = fragment == null ? null : parameter(fragment, "code");
    if (!"https".equals(uri.getScheme())
        || uri.getRawAuthority() == null
        || path == null
        || !path.endsWith("/enrol")
        || code == null) {
      throw malformed();
    }
    String base = "https://" + uri.getRawAuthority() + path.substring(0, path.lastIndexOf('/'));
    return new InvitationLink(base, parameter(fragment, "pin"), Secret.of(code));
  }

  private static URI uri(String link) {
    try {
      return new URI(link);
    } catch (URISyntaxException _) {
      throw malformed(); // without the cause, which quotes the code
    }
  }

  private static @Nullable String parameter(String fragment, String name) {
    for (String part : fragment.split("&", -1)) {
      if (part.startsWith(name + "=") && part.length() > name.length() + 1) {
        return part.substring(name.length() + 1);
      }
    }
    return null;
  }

  private static Failure malformed() {
    return new Failure(
        ExitCode.USAGE,
        "This is no invitation's link; it looks like https://HOST/enrol#pin=…&code=…"
            + " (in quotes, or from stdin with -).");
  }

  String url() {
    return url;
  }

  @Nullable String pin() {
    return pin;
  }

  Secret code() {
    return code;
  }
}
