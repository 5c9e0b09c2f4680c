package dev.teambroker.sandbox.sts;

import dev.teambroker.sandbox.account.Session;
import dev.teambroker.sandbox.call.Call;
import dev.teambroker.sandbox.wire.Xml;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** Hands out a new session. */
final class Credentials {
  private Credentials() {}

  static void issue(Call call, Session session, Xml result) {
    call.world().add(session);
    result.within(
        "Credentials",
        xml ->
            xml.leaf("AccessKeyId", session.id())
                .leaf("SecretAccessKey", session.secret())
                .leaf("SessionToken", session.token())
                .leaf("Expiration", session.expiresAt()));
    call.event()
        .answered(
            "credentials",
            Map.of(
                "accessKeyId",
                session.id(),
                "expiration",
                session.expiresAt().truncatedTo(ChronoUnit.SECONDS).toString()));
  }
}
