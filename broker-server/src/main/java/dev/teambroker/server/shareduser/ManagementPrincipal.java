package dev.teambroker.server.shareduser;

import dev.teambroker.server.audit.DecidingRow;
import dev.teambroker.server.audit.RowContent;
import dev.teambroker.server.audit.RowKind;
import dev.teambroker.server.aws.Partition;
import dev.teambroker.server.member.FreshId;
import dev.teambroker.server.secretstore.Binding;
import dev.teambroker.server.secretstore.SealedSecret;
import org.jspecify.annotations.Nullable;

/**
 * What the broker uses for IAM calls in an account: a role with its ExternalId, or a key that no
 * member is ever granted.
 *
 * @param arn of the role, or of the key's user
 */
record ManagementPrincipal(
    String rowId,
    long version,
    Partition partition,
    String account,
    String arn,
    @Nullable String externalId,
    @Nullable String accessKeyId,
    @Nullable SealedSecret sealed)
    implements DecidingRow {

  static String freshId() {
    return FreshId.of("p");
  }

  static Binding binding(String rowId, String arn, String accessKeyId) {
    return new Binding("management-key", rowId, arn, accessKeyId, 1);
  }

  /** The same key under other key-encryption keys. */
  ManagementPrincipal with(SealedSecret rewrapped) {
    return new ManagementPrincipal(
        rowId, version + 1, partition, account, arn, externalId, accessKeyId, rewrapped);
  }

  @Override
  public RowKind kind() {
    return RowKind.MANAGEMENT_PRINCIPAL;
  }

  @Override
  public String id() {
    return rowId;
  }

  @Override
  public RowContent content() {
    return RowContent.format(1)
        .text(partition.code())
        .text(account)
        .text(arn)
        .text(externalId)
        .text(accessKeyId)
        .bytes(sealed == null ? null : sealed.envelope());
  }
}
