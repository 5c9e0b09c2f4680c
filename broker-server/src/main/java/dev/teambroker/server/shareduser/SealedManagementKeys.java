package dev.teambroker.server.shareduser;

import dev.teambroker.server.member.Rewrapped;
import dev.teambroker.server.secretstore.SealedRecords;
import dev.teambroker.server.secretstore.SealedSecret;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Management principals that are keys, for moving these under other key-encryption keys. */
@Component
class SealedManagementKeys implements SealedRecords {
  private final ManagementPrincipals principals;
  private final Rewrapped rewrapped;

  SealedManagementKeys(ManagementPrincipals principals, Rewrapped rewrapped) {
    this.principals = principals;
    this.rewrapped = rewrapped;
  }

  @Override
  public List<SealedRecord> all() {
    return principals.all().stream().flatMap(SealedManagementKeys::record).toList();
  }

  private static Stream<SealedRecord> record(ManagementPrincipal principal) {
    String keyId = principal.accessKeyId();
    SealedSecret sealed = principal.sealed();
    return keyId == null || sealed == null
        ? Stream.empty()
        : Stream.of(
            new SealedRecord(
                ManagementPrincipal.binding(principal.rowId(), principal.arn(), keyId), sealed));
  }

  @Override
  public boolean replace(SealedRecord read, SealedSecret next) {
    return rewrapped.replace(
        read,
        () -> principals.find(read.binding().recordId()),
        ManagementPrincipal::sealed,
        principal -> principals.update(principal.with(next)));
  }
}
