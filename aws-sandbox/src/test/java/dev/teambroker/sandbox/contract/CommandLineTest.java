package dev.teambroker.sandbox.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.sandbox.Sandbox;
import dev.teambroker.sandbox.SandboxKey;
import dev.teambroker.sandbox.SandboxMfaDevice;
import dev.teambroker.sandbox.SandboxUser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The real {@code aws} command against the sandbox. */
class CommandLineTest {
  private final Sandbox sandbox = Sandbox.start();
  private final SandboxUser anna = sandbox.user("anna").allowed("*");
  private final SandboxMfaDevice device = anna.mfaDevice("anna");
  private final SandboxKey key = anna.key();

  @BeforeEach
  void needAws() {
    Tools.need("the aws command", "pip install awscli", "aws", "--version");
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private Tools.Output aws(String... arguments) {
    List<String> command = new ArrayList<>(List.of("aws", "--region", "us-east-1"));
    command.addAll(List.of("--endpoint-url", sandbox.endpoint().toString(), "--output", "text"));
    command.addAll(List.of(arguments));
    Map<String, String> environment =
        Map.of("AWS_ACCESS_KEY_ID", key.id(), "AWS_SECRET_ACCESS_KEY", key.secret());
    return Tools.run(Path.of("target"), environment, command);
  }

  @Test
  void saysWhoTheCallerIs() {
    Tools.Output who = aws("sts", "get-caller-identity", "--query", "Arn");
    assertThat(who.complaints()).isEmpty();
    assertThat(who.printed()).isEqualTo("arn:aws:iam::123456789012:user/anna\n");
  }

  @Test
  void refusesCodeThatWasUsed() {
    String[] call = {
      "sts", "get-session-token", "--serial-number", device.arn(), "--token-code", device.code()
    };
    assertThat(aws(call).exit()).isZero();
    Tools.Output again = aws(call);
    assertThat(again.exit()).isNotZero();
    assertThat(again.complaints())
        .contains("(AccessDenied)")
        .contains("MultiFactorAuthentication failed with invalid MFA one time pass code.");
  }
}
