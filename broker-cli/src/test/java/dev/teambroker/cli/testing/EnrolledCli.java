package dev.teambroker.cli.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.cli.CliUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The launcher in a fresh HOME, with a real gnome-keyring daemon and the kernel keyring; enrolled,
 * with the profile {@code deploy}, and codes that come by themselves.
 */
public final class EnrolledCli implements AutoCloseable {
  /** Another code each time. */
  private static final String CODES = "echo x >>$HOME/codes; printf '9%05d' $(wc -l <$HOME/codes)";

  public final RealKeychain keychain;
  public final TestBroker broker;
  public final InstalledCli cli;
  private final CliUnderTest here;

  public EnrolledCli(Path home, Path installed) throws IOException {
    keychain = new RealKeychain(home);
    // Short, because the kernel keeps what these tests leave until it expires.
    broker = TestBroker.start(InstantSource.system()).withSessionsFor(Duration.ofMinutes(5));
    cli =
        new InstalledCli(installed.resolve("with a space"))
            .with(keychain.environment())
            .with("BROKER_CODE_COMMAND", CODES);
    here = new CliUnderTest(home, Instant.now());
    keychain.environment().forEach(here::with);
    here.with("BROKER_DEVICE_KEY_STORE", "").person.willType("100001", "100002");
    assertThat(here.run("enroll", broker.link())).as(here.err()).isZero();
    here.configure(
        """
        [profiles.deploy]
        shared-user = "deploy"
        kind = "session"
        region = "eu-west-1"
        """);
  }

  /** Keeps sessions there, by the configuration. */
  public void keepSessionsIn(String store) throws IOException {
    Path config = here.home().resolve(".config/broker-cli/config.toml");
    Files.writeString(config, "session-store = \"" + store + "\"\n" + Files.readString(config));
  }

  @Override
  public void close() {
    broker.close();
    keychain.close();
  }
}
