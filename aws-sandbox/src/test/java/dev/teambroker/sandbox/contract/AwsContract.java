package dev.teambroker.sandbox.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** What AWS does, as far as both the sandbox and moto do it: kept with each SDK. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AwsContract {
  private final Map<Sdks, AwsSdk> sdks = new EnumMap<>(Sdks.class);
  private AwsUnderTest aws = new NotStarted();

  abstract AwsUnderTest start();

  @BeforeAll
  void startAws() {
    aws = start();
  }

  @AfterAll
  void stopAws() {
    sdks.values().forEach(AwsSdk::close);
    aws.close();
  }

  /** Makes a call. */
  final ContractReply make(
      Sdks sdk,
      ContractCall.Keys keys,
      String service,
      String operation,
      Map<String, Object> parameters) {
    ContractCall call = new ContractCall(aws.endpoint(), keys, service, operation, parameters);
    return sdks.computeIfAbsent(sdk, Sdks::start).make(call);
  }

  final ContractReply sts(Sdks sdk, String operation, Map<String, Object> parameters) {
    return make(sdk, aws.annasKey(), "sts", operation, parameters);
  }

  private ContractReply iam(Sdks sdk, String operation, Map<String, Object> parameters) {
    return make(sdk, aws.annasKey(), "iam", operation, parameters);
  }

  @ParameterizedTest
  @EnumSource
  void saysWhoTheCallerIs(Sdks sdk) {
    ContractReply who = sts(sdk, "GetCallerIdentity", Map.of()).ok();
    assertThat(who.text("Arn")).isEqualTo("arn:aws:iam::123456789012:user/anna");
    assertThat(who.text("Account")).isEqualTo("123456789012");
    assertThat(who.text("UserId")).isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void showsUserWithItsLastingId(Sdks sdk) {
    ContractReply user = iam(sdk, "GetUser", Map.of("UserName", "anna")).ok();
    assertThat(user.text("User/Arn")).isEqualTo("arn:aws:iam::123456789012:user/anna");
    assertThat(user.text("User/UserId"))
        .isEqualTo(sts(sdk, "GetCallerIdentity", Map.of()).ok().text("UserId"));
  }

  @ParameterizedTest
  @EnumSource
  void refusesWrongSecret(Sdks sdk) {
    ContractCall.Keys wrong = new ContractCall.Keys(aws.annasKey().id(), "not-the-secret", "");
    make(sdk, wrong, "sts", "GetCallerIdentity", Map.of())
        .isRefused(403, aws.code(sdk, "SignatureDoesNotMatch"));
  }

  @ParameterizedTest
  @EnumSource
  void refusesUnknownKey(Sdks sdk) {
    ContractCall.Keys unknown = new ContractCall.Keys("AKIAAAAAAAAAAAAAAAAA", "secret", "");
    make(sdk, unknown, "sts", "GetCallerIdentity", Map.of())
        .isRefused(403, aws.code(sdk, "InvalidClientTokenId"));
  }

  @ParameterizedTest
  @EnumSource
  void givesSessionOfRoleThatWorks(Sdks sdk) {
    ContractReply session =
        sts(sdk, "AssumeRole", Map.of("RoleArn", AwsUnderTest.ROLE_ARN, "RoleSessionName", "anna"))
            .ok();
    ContractCall.Keys keys = session.keys("Credentials");
    assertThat(keys.id()).startsWith("ASIA").hasSize(20);
    assertThat(keys.secret()).hasSize(40);
    Instant end = OffsetDateTime.parse(iso(session.text("Credentials/Expiration"))).toInstant();
    assertThat(end).isBetween(Instant.now().plusSeconds(3500), Instant.now().plusSeconds(3700));
    assertThat(session.text("AssumedRoleUser/AssumedRoleId")).endsWith(":anna");
    String arn = make(sdk, keys, "sts", "GetCallerIdentity", Map.of()).ok().text("Arn");
    assertThat(arn).isEqualTo("arn:aws:sts::123456789012:assumed-role/Deploy/anna");
  }

  /** Python writes a blank where ISO 8601 has a T. */
  private static String iso(String time) {
    return time.replace(' ', 'T');
  }

  @ParameterizedTest
  @EnumSource
  void tellsAccountOfKey(Sdks sdk) {
    ContractReply info =
        sts(sdk, "GetAccessKeyInfo", Map.of("AccessKeyId", aws.annasKey().id())).ok();
    assertThat(info.text("Account")).isEqualTo("123456789012");
  }

  @ParameterizedTest
  @EnumSource
  void makesListsAndDeletesSecondKeyButNoThird(Sdks sdk) {
    ContractReply made = iam(sdk, "CreateAccessKey", Map.of("UserName", "anna")).ok();
    String id = made.text("AccessKey/AccessKeyId");
    assertThat(made.text("AccessKey/Status")).isEqualTo("Active");
    iam(sdk, "CreateAccessKey", Map.of("UserName", "anna")).isRefused(409, limitExceeded(sdk));
    iam(sdk, "UpdateAccessKey", Map.of("UserName", "anna", "AccessKeyId", id, "Status", "Inactive"))
        .ok();
    assertThat(keysOfAnna(sdk))
        .containsExactlyInAnyOrder(aws.annasKey().id() + " Active", id + " Inactive");
    iam(sdk, "DeleteAccessKey", Map.of("UserName", "anna", "AccessKeyId", id)).ok();
    assertThat(keysOfAnna(sdk)).containsExactly(aws.annasKey().id() + " Active");
  }

  private List<String> keysOfAnna(Sdks sdk) {
    JsonNode list =
        iam(sdk, "ListAccessKeys", Map.of("UserName", "anna"))
            .ok()
            .output()
            .path("AccessKeyMetadata");
    return list.valueStream()
        .map(key -> key.path("AccessKeyId").asString() + " " + key.path("Status").asString())
        .toList();
  }

  /** The SDK for JavaScript names errors by their shapes, not by their codes. */
  private static String limitExceeded(Sdks sdk) {
    return sdk == Sdks.JAVASCRIPT ? "LimitExceededException" : "LimitExceeded";
  }

  @ParameterizedTest
  @EnumSource
  void keepsPolicyOfUserAsItWasGiven(Sdks sdk) {
    String policy =
        """
        {"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:*","Resource":"*"}]}""";
    iam(
            sdk,
            "PutUserPolicy",
            Map.of("UserName", "anna", "PolicyName", "no-s3", "PolicyDocument", policy))
        .ok();
    ContractReply kept =
        iam(sdk, "GetUserPolicy", Map.of("UserName", "anna", "PolicyName", "no-s3")).ok();
    assertThat(kept.text("PolicyName")).isEqualTo("no-s3");
    iam(sdk, "DeleteUserPolicy", Map.of("UserName", "anna", "PolicyName", "no-s3")).ok();
    iam(sdk, "GetUserPolicy", Map.of("UserName", "anna", "PolicyName", "no-s3"))
        .isRefused(404, noSuchEntity(sdk));
  }

  private static String noSuchEntity(Sdks sdk) {
    return sdk == Sdks.JAVASCRIPT ? "NoSuchEntityException" : "NoSuchEntity";
  }

  @ParameterizedTest
  @EnumSource
  void doesntKnowUserWhoIsntThere(Sdks sdk) {
    iam(sdk, "GetUser", Map.of("UserName", "nobody")).isRefused(404, noSuchEntity(sdk));
  }

  @ParameterizedTest
  @EnumSource
  void makesVirtualMfaDeviceOnce(Sdks sdk) {
    String serial = "arn:aws:iam::123456789012:mfa/new";
    ContractReply made =
        iam(sdk, "CreateVirtualMFADevice", Map.of("VirtualMFADeviceName", "new")).ok();
    assertThat(made.text("VirtualMFADevice/SerialNumber")).isEqualTo(serial);
    iam(sdk, "CreateVirtualMFADevice", Map.of("VirtualMFADeviceName", "new"))
        .isRefused(
            409, sdk == Sdks.JAVASCRIPT ? "EntityAlreadyExistsException" : "EntityAlreadyExists");
    iam(sdk, "DeleteVirtualMFADevice", Map.of("SerialNumber", serial)).ok();
  }
}
