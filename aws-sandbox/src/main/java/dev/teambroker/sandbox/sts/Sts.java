package dev.teambroker.sandbox.sts;

import dev.teambroker.sandbox.call.Service;
import java.util.List;

/** The Security Token Service. */
public final class Sts {
  private Sts() {}

  public static Service service() {
    return new Service(
        "sts",
        "2011-06-15",
        "https://sts.amazonaws.com/doc/2011-06-15/",
        List.of(
            new AssumeRole(),
            new AssumeRoleWithWebIdentity(),
            new GetAccessKeyInfo(),
            new GetCallerIdentity(),
            new GetFederationToken(),
            new GetSessionToken()));
  }
}
