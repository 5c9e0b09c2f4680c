package dev.teambroker.server.signin;

import org.springframework.stereotype.Component;

/** The proof of a request with a code is used up in the commit that counts the attempt. */
@Component
class CodesSpendProofs implements SpendsProofs {
  @Override
  public boolean spends(String method, String path) {
    return "POST".equals(method) && "/v1/second-factor".equals(path);
  }
}
