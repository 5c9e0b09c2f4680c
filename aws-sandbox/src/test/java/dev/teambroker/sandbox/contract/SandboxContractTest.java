package dev.teambroker.sandbox.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.sandbox.Sandbox;
import dev.teambroker.sandbox.SandboxKey;
import dev.teambroker.sandbox.SandboxMfaDevice;
import dev.teambroker.sandbox.SandboxUser;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract, kept by the sandbox, and what moto doesn't do. */
class SandboxContractTest extends AwsContract {
  private final SandboxUnderTest sandbox = new SandboxUnderTest();

  @Override
  AwsUnderTest start() {
    return sandbox;
  }

  @ParameterizedTest
  @EnumSource
  void givesNoSessionOfRoleForMoreThanTwelveHours(Sdks sdk) {
    sts(
            sdk,
            "AssumeRole",
            Map.of(
                "RoleArn",
                AwsUnderTest.ROLE_ARN,
                "RoleSessionName",
                "anna",
                "DurationSeconds",
                43_201))
        .isRefused(400, "ValidationError");
  }

  @ParameterizedTest
  @EnumSource
  void givesSessionOfUserWithSecondFactor(Sdks sdk) {
    String serial = sandbox.device.arn();
    sandbox.nextCode();
    ContractReply session =
        sts(
                sdk,
                "GetSessionToken",
                Map.of("SerialNumber", serial, "TokenCode", sandbox.device.code()))
            .ok();
    sts(sdk, "GetSessionToken", Map.of("SerialNumber", serial, "TokenCode", sandbox.device.code()))
        .isRefused(403, "AccessDenied");
    String arn =
        make(sdk, session.keys("Credentials"), "sts", "GetCallerIdentity", Map.of()).text("Arn");
    assertThat(arn).isEqualTo("arn:aws:iam::123456789012:user/anna");
  }

  @ParameterizedTest
  @EnumSource
  void givesFederationThatCantCallIam(Sdks sdk) {
    ContractReply federation = sts(sdk, "GetFederationToken", Map.of("Name", "anna")).ok();
    assertThat(federation.text("FederatedUser/Arn"))
        .isEqualTo("arn:aws:sts::123456789012:federated-user/anna");
    make(sdk, federation.keys("Credentials"), "iam", "GetUser", Map.of("UserName", "anna"))
        .isRefused(403, "InvalidClientTokenId");
  }

  /** The SDK for Java has no CloudTrail here. */
  @ParameterizedTest
  @EnumSource(names = "JAVA", mode = EnumSource.Mode.EXCLUDE)
  void looksUpWhoMadeKey(Sdks sdk) {
    ContractCall.Keys annas = sandbox.annasKey();
    String id =
        make(sdk, annas, "iam", "CreateAccessKey", Map.of("UserName", "anna"))
            .ok()
            .text("AccessKey/AccessKeyId");
    make(sdk, annas, "iam", "DeleteAccessKey", Map.of("UserName", "anna", "AccessKeyId", id)).ok();
    ContractReply found =
        make(
                sdk,
                annas,
                "cloudtrail",
                "LookupEvents",
                Map.of(
                    "LookupAttributes",
                    List.of(Map.of("AttributeKey", "ResourceName", "AttributeValue", id))))
            .ok();
    assertThat(found.text("Events/0/EventName")).isEqualTo("DeleteAccessKey");
    assertThat(found.text("Events/1/EventName")).isEqualTo("CreateAccessKey");
    assertThat(found.text("Events/1/CloudTrailEvent")).contains("userAgent").contains(id);
  }

  private static final class SandboxUnderTest implements AwsUnderTest {
    private final Sandbox sandbox = Sandbox.start();
    private final SandboxKey key;
    private final SandboxMfaDevice device;

    SandboxUnderTest() {
      SandboxUser anna = sandbox.user("anna").allowed("*");
      sandbox.role("Deploy").trusting(anna);
      key = anna.key();
      device = anna.mfaDevice("anna");
    }

    /** Lets so much time pass that the device shows a code that nobody has used. */
    void nextCode() {
      sandbox.clock().advance(Duration.ofSeconds(30));
    }

    @Override
    public URI endpoint() {
      return sandbox.endpoint();
    }

    @Override
    public ContractCall.Keys annasKey() {
      return new ContractCall.Keys(key.id(), key.secret(), "");
    }

    @Override
    public void close() {
      sandbox.close();
    }
  }
}
