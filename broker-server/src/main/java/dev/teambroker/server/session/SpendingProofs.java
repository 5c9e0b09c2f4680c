package dev.teambroker.server.session;

import dev.teambroker.server.signin.SpendsProofs;
import org.springframework.stereotype.Component;

/** The proof of a request for a session is used up in the commit of its *requested* record. */
@Component
class SpendingProofs implements SpendsProofs {
  @Override
  public boolean spends(String method, String path) {
    return "POST".equals(method) && "/v1/sessions".equals(path);
  }
}
