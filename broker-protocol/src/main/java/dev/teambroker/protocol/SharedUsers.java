package dev.teambroker.protocol;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Shared users, their keys, MFA devices and owners, and the management principals of AWS accounts.
 *
 * <pre>
 * POST   /v1/shared-users                              any member  Import → SharedUser
 * GET    /v1/shared-users                              visible ones: list of SharedUser
 * GET    /v1/shared-users/{name}                       SharedUser
 * PUT    /v1/shared-users/{name}/access-key            owner       Key → SharedUser
 * POST   /v1/shared-users/{name}/mfa-devices           owner       MfaDevice → SharedUser
 * DELETE /v1/shared-users/{name}/mfa-devices?arn=…     owner
 * PUT | DELETE /v1/shared-users/{name}/owners/{member} owner
 * POST   /v1/shared-users/{name}/members/{member}/confirm   owner: a re-enrolled member → Confirmation
 * POST   /v1/shared-users/{name}/key-proof             a re-enrolled only owner  Key → Confirmation
 * POST   /v1/shared-users/{name}/suspend | resume      owner or admin
 * DELETE /v1/shared-users/{name}                       owner
 * PUT    /v1/accounts/{account}/management-principal   admin       ManagementPrincipal
 * POST   /v1/accounts/{account}/adoptions              admin       Adoption → SharedUser
 * GET    /v1/accounts                                  admin       list of Account
 * DELETE /v1/accounts/{account}/management-principal   admin
 * </pre>
 *
 * <p>A key or seed that is put is proved by a call to AWS first; what AWS refuses is {@link
 * ProblemType#AWS_REFUSED}. An MFA device that was stopped after two refusals starts again when it
 * is put once more with its seed.
 */
public final class SharedUsers {
  private SharedUsers() {}

  /** A long-term access key pair, proved by a call before it is stored. */
  public static final class Key {
    private final String accessKeyId;
    private final Secret secretAccessKey;

    public Key(
        @Shape(maxLength = 128) String accessKeyId,
        @Shape(takes = "1 to 256 characters", maxLength = 256) Secret secretAccessKey) {
      this.accessKeyId = accessKeyId;
      this.secretAccessKey = secretAccessKey;
    }

    public String accessKeyId() {
      return accessKeyId;
    }

    public Secret secretAccessKey() {
      return secretAccessKey;
    }
  }

  /** {@code POST /v1/shared-users}: who proves possession of the key becomes the first owner. */
  public static final class Import {
    private final String name;
    private final String partition;
    private final String accessKeyId;
    private final Secret secretAccessKey;

    public Import(
        @Shape(
                takes = "1 to 63 of a-z, 0-9 and '-', the first a letter or a digit",
                pattern = "[a-z0-9][a-z0-9-]{0,62}")
            String name,
        @Shape(
                takes = "aws, aws-us-gov, aws-cn or aws-eusc",
                oneOf = {"aws", "aws-us-gov", "aws-cn", "aws-eusc"})
            String partition,
        @Shape(maxLength = 128) String accessKeyId,
        @Shape(takes = "1 to 256 characters", maxLength = 256) Secret secretAccessKey) {
      this.name = name;
      this.partition = partition;
      this.accessKeyId = accessKeyId;
      this.secretAccessKey = secretAccessKey;
    }

    /** The broker's name for it: {@code [a-z0-9][a-z0-9-]{0,62}}. */
    public String name() {
      return name;
    }

    /** {@code aws}, {@code aws-us-gov}, {@code aws-cn} or {@code aws-eusc}. */
    public String partition() {
      return partition;
    }

    public String accessKeyId() {
      return accessKeyId;
    }

    public Secret secretAccessKey() {
      return secretAccessKey;
    }
  }

  /**
   * An IAM user that the broker takes over: it makes the key itself, which nobody has ever held.
   *
   * @param owner another member than the admin who adopts it
   */
  public record Adoption(
      @Shape(
              takes = "1 to 63 of a-z, 0-9 and '-', the first a letter or a digit",
              pattern = "[a-z0-9][a-z0-9-]{0,62}")
          String name,
      @Shape(takes = "the IAM user's name", pattern = "[\\w+=,.@-]{1,64}") String userName,
      String owner) {}

  /** An AWS MFA device of the user: proved by a real MFA call before it is stored. */
  public static final class MfaDevice {
    private final String serialNumber;
    private final Secret base32Seed;

    public MfaDevice(String serialNumber, @Shape(maxLength = 512) Secret base32Seed) {
      this.serialNumber = serialNumber;
      this.base32Seed = base32Seed;
    }

    /** The device's ARN. */
    public String serialNumber() {
      return serialNumber;
    }

    public Secret base32Seed() {
      return base32Seed;
    }
  }

  /**
   * A shared user as members see it.
   *
   * @param state {@code active} or {@code suspended}
   * @param exposed whether a key of it has ever been outside the broker and is still valid
   * @param waitingOwners those of the owners who were re-enrolled and wait to be confirmed
   * @param warnings what should be seen to, a sentence each
   */
  public record SharedUser(
      String name,
      String account,
      String partition,
      String userName,
      String userId,
      @Shape(oneOf = {"active", "suspended"}) String state,
      boolean exposed,
      List<AccessKey> accessKeys,
      List<String> mfaDevices,
      List<String> owners,
      List<String> waitingOwners,
      List<String> warnings) {
    /** The key that sessions are issued with. */
    public Optional<AccessKey> currentKey() {
      return accessKeys.stream().filter(key -> key.state().equals("current")).findFirst();
    }
  }

  /**
   * That what a member has of a shared user holds again after an admin re-enrolled the member.
   *
   * @param grounds {@code owner}: by another owner; {@code same-admin}: by the admin who did it, as
   *     there is no other owner; {@code key}: by the member as the only owner, with a key of the
   *     user
   */
  public record Confirmation(String member, String sharedUser, String grounds) {}

  /**
   * A stored access key.
   *
   * @param state {@code next} (made by a rotation, not used yet), {@code current}, {@code former}
   *     or {@code retired}
   * @param madeAt when AWS made it; where that is not known yet, when the broker got it
   * @param storedAt when the broker got it
   */
  public record AccessKey(
      String accessKeyId,
      @Shape(oneOf = {"next", "current", "former", "retired"}) String state,
      boolean exposed,
      Instant madeAt,
      Instant storedAt) {}

  /** A role (with ExternalId) or a key that the broker uses for IAM calls in this account. */
  public static final class ManagementPrincipal {
    private final @Nullable String roleArn;
    private final @Nullable String externalId;
    private final @Nullable String accessKeyId;
    private final @Nullable Secret secretAccessKey;

    public ManagementPrincipal(
        @Nullable String roleArn,
        @Nullable String externalId,
        @Shape(maxLength = 128) @Nullable String accessKeyId,
        @Shape(takes = "1 to 256 characters", maxLength = 256) @Nullable Secret secretAccessKey) {
      this.roleArn = roleArn;
      this.externalId = externalId;
      this.accessKeyId = accessKeyId;
      this.secretAccessKey = secretAccessKey;
    }

    public @Nullable String roleArn() {
      return roleArn;
    }

    public @Nullable String externalId() {
      return externalId;
    }

    public @Nullable String accessKeyId() {
      return accessKeyId;
    }

    public @Nullable Secret secretAccessKey() {
      return secretAccessKey;
    }
  }

  /**
   * An AWS account of which the broker keeps shared users.
   *
   * @param principal the ARN of the role or user, or null where the shared users manage themselves
   */
  public record Account(String account, String partition, @Nullable String principal) {}
}
