package dev.teambroker.server.aws;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A key of AWS KMS. An alias is none: it can be pointed at another key.
 *
 * @param region where it is, and is asked
 */
public record KmsKeyArn(Partition partition, String region, String account, String keyId) {
  private static final Pattern FORM =
      Pattern.compile(
          "arn:(aws[a-z-]*):kms:([a-z]{2,4}(?:-[a-z]+)+-\\d{1,2}):(\\d{12}):key/"
              + "([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32})");

  /**
   * Reads {@code arn:aws:kms:REGION:ACCOUNT:key/ID}.
   *
   * @throws IllegalArgumentException with what it takes
   */
  public static KmsKeyArn of(String arn) {
    Matcher parts = FORM.matcher(arn);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "a key of KMS is named by its ARN, as in"
              + " arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab,"
              + " not by an alias");
    }
    return new KmsKeyArn(
        Partition.ofCode(parts.group(1))
            .orElseThrow(
                () -> new IllegalArgumentException(parts.group(1) + " is no partition of AWS")),
        parts.group(2),
        parts.group(3),
        parts.group(4));
  }

  @Override
  public String toString() {
    return "arn:%s:kms:%s:%s:key/%s".formatted(partition.code(), region, account, keyId);
  }
}
