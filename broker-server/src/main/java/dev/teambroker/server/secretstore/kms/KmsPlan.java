package dev.teambroker.server.secretstore.kms;

import dev.teambroker.server.secretstore.KeyEncryptionKey;
import dev.teambroker.server.secretstore.KeySource;
import dev.teambroker.server.secretstore.SecretStoreUnavailable;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A key of KMS that is still to be made, named by {@code REGION:ACCOUNT}: what its administrator
 * does. The broker makes none itself, for whoever may make keys may make policies, too.
 */
final class KmsPlan implements KeySource {
  private static final Pattern PLACE = Pattern.compile("[a-z]{2,4}(?:-[a-z]+)+-\\d{1,2}:\\d{12}");

  private final String region;
  private final String account;

  /**
   * @param place as {@link #isPlace} takes it
   */
  KmsPlan(String place) {
    this.region = place.substring(0, place.indexOf(':'));
    this.account = place.substring(place.indexOf(':') + 1);
  }

  static boolean isPlace(String name) {
    return PLACE.matcher(name).matches();
  }

  @Override
  public List<String> create() {
    return """
        A key of KMS is made by its administrator, in three steps. ADMIN and BROKER are role names.

        1. key-policy.json, the key's policy: the administrator never uses it, the broker only does.

        %s
        2. The key, with new material each year:

        aws kms create-key --region %s --policy file://key-policy.json \\
            --description 'Team Credential Broker: secrets of its database'
        aws kms enable-key-rotation --region %s --key-id ID --rotation-period-in-days 365

        3. Where the broker's role is in another account, that account allows its role the same:

        %s
        Then: broker secret-store ceremony create kms:arn:…:key/ID, which tries the key.
        """
        .formatted(keyPolicy(), region, region, rolePolicy())
        .lines()
        .toList();
  }

  private String partition() {
    return region.startsWith("cn-")
        ? "aws-cn"
        : region.startsWith("us-gov-")
            ? "aws-us-gov"
            : region.startsWith("eusc-") ? "aws-eusc" : "aws";
  }

  /** The statements name actions one by one, so that nothing new slips in. */
  String keyPolicy() {
    return """
        {"Version": "2012-10-17", "Statement": [
          {"Sid": "Administration", "Effect": "Allow",
           "Principal": {"AWS": "arn:%1$s:iam::%2$s:role/ADMIN"},
           "Action": ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:PutKeyPolicy", "kms:EnableKey",
             "kms:DisableKey", "kms:EnableKeyRotation", "kms:GetKeyRotationStatus", "kms:TagResource",
             "kms:ScheduleKeyDeletion", "kms:CancelKeyDeletion"],
           "Resource": "*"},
          {"Sid": "Use", "Effect": "Allow",
           "Principal": {"AWS": "arn:%1$s:iam::%2$s:role/BROKER"},
           "Action": ["kms:Encrypt", "kms:Decrypt"],
           "Resource": "*",
           "Condition": {
             "StringEquals": {"kms:EncryptionContext:purpose": "%3$s"},
             "ForAllValues:StringEquals": {"kms:EncryptionContextKeys": ["purpose", "record"]}}},
          {"Sid": "Look", "Effect": "Allow",
           "Principal": {"AWS": "arn:%1$s:iam::%2$s:role/BROKER"},
           "Action": ["kms:DescribeKey", "kms:GetKeyRotationStatus"],
           "Resource": "*"}]}
        """
        .formatted(partition(), account, KmsKey.PURPOSE);
  }

  private String rolePolicy() {
    return """
        {"Version": "2012-10-17", "Statement": [
          {"Effect": "Allow",
           "Action": ["kms:Encrypt", "kms:Decrypt", "kms:DescribeKey", "kms:GetKeyRotationStatus"],
           "Resource": "arn:%s:kms:%s:%s:key/ID"}]}
        """
        .formatted(partition(), region, account);
  }

  @Override
  public Optional<KeyEncryptionKey> find() {
    throw noKey();
  }

  @Override
  public KeyEncryptionKey make() {
    throw noKey();
  }

  @Override
  public void destroy() {
    throw noKey();
  }

  private SecretStoreUnavailable noKey() {
    return new SecretStoreUnavailable(place() + " is no key yet: " + remedy());
  }

  @Override
  public String place() {
    return "kms:" + region + ":" + account;
  }

  @Override
  public String remedy() {
    return "name its ARN, as in kms:arn:aws:kms:eu-central-1:111122223333:key/ID";
  }
}
