package dev.teambroker.server.tls;

import dev.teambroker.server.secretstore.SealedRecords;
import dev.teambroker.server.secretstore.SealedSecret;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The CA's key, for moving it under other key-encryption keys; a CA that nobody uses has none. */
@Component
class SealedAuthority implements SealedRecords {
  private final ObjectProvider<Authorities> authorities;

  SealedAuthority(ObjectProvider<Authorities> authorities) {
    this.authorities = authorities;
  }

  @Override
  public List<SealedRecord> all() {
    return authorities.getObject().sealed().stream().toList();
  }

  @Override
  public boolean replace(SealedRecord read, SealedSecret rewrapped) {
    return authorities.getObject().replace(read, rewrapped);
  }
}
