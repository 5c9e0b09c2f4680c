package dev.teambroker.cli.administration;

import dev.teambroker.cli.broker.Call;
import dev.teambroker.cli.configuration.TextFile;
import dev.teambroker.cli.settings.Duration;
import dev.teambroker.cli.terminal.Surroundings;
import dev.teambroker.cli.terminal.Table;
import dev.teambroker.protocol.Grants.Grant;
import dev.teambroker.protocol.Grants.NewGrant;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code grant add}. */
@Command(
    name = "add",
    description = "Grants a kind of session of a shared user; prints the grant's id.")
final class GrantAddCommand extends Administration implements Runnable {
  @Parameters(paramLabel = "SHARED-USER")
  private String sharedUser = "";

  @Option(names = "--kind", required = true, description = "session, role or federation.")
  private String kind = "";

  @ArgGroup(multiplicity = "1")
  private For grantee = new For();

  /** A member or a team. */
  static final class For {
    @Option(names = "--member", paramLabel = "NAME")
    private @Nullable String member;

    @Option(names = "--team", paramLabel = "TEAM")
    private @Nullable String team;
  }

  @Option(names = "--role", paramLabel = "ARN", description = "A role that may be assumed.")
  private @Nullable List<String> roles;

  @Option(names = "--aws-mfa", description = "required or none: an AWS MFA code in the STS call.")
  private @Nullable String awsMfa;

  @Option(names = "--default-duration", description = "Such as 1h: what a plain request gets.")
  private @Nullable String defaultDuration;

  @Option(names = "--maximum-duration", description = "Such as 12h: what a request may ask for.")
  private @Nullable String maximumDuration;

  @Option(
      names = "--second-factor-age",
      description = "How old the member's code may be; 0: a code for each session.")
  private @Nullable String secondFactorAge;

  @Option(
      names = "--source-network",
      paramLabel = "CIDR",
      description = "Where requests come from.")
  private @Nullable List<String> sourceNetworks;

  @Option(
      names = "--not-before",
      paramLabel = "TIME",
      description = "Such as 2026-01-31T08:00:00Z.")
  private @Nullable Instant notBefore;

  @Option(names = "--not-after", paramLabel = "TIME", description = "Such as 2026-12-31T18:00:00Z.")
  private @Nullable Instant notAfter;

  @Option(names = "--session-policy", paramLabel = "FILE", description = "An inline policy (JSON).")
  private @Nullable Path sessionPolicy;

  @Option(names = "--tag", paramLabel = "KEY=VALUE", description = "A session tag.")
  private @Nullable Map<String, String> tags;

  GrantAddCommand(Surroundings around) {
    super(around);
  }

  @Override
  public void run() {
    NewGrant wanted =
        new NewGrant(
            kind,
            grantee.member,
            grantee.team,
            roles,
            awsMfa,
            seconds(defaultDuration, "--default-duration"),
            seconds(maximumDuration, "--maximum-duration"),
            seconds(secondFactorAge, "--second-factor-age"),
            sourceNetworks,
            notBefore,
            notAfter,
            sessionPolicy == null ? null : new TextFile(sessionPolicy).read(),
            tags);
    Call call = Call.of("POST", "/v1/shared-users/{}/grants", sharedUser).with(wanted);
    Grant grant = broker().call(call, Grant.class);
    print(grant, Table.of(grant.grantId()));
  }

  private static @Nullable Integer seconds(@Nullable String duration, String option) {
    return duration == null ? null : Duration.seconds(duration, option);
  }
}
