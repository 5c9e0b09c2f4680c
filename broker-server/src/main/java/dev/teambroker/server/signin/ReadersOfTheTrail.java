package dev.teambroker.server.signin;

import dev.teambroker.server.audit.AuditReaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** Admins and auditors read the audit trail. */
@Component
class ReadersOfTheTrail implements AuditReaders {
  @Override
  public boolean mayRead() {
    Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
    return authentication != null
        && authentication.getPrincipal() instanceof SignedIn who
        && (who.isAdmin() || who.isAuditor());
  }
}
