package dev.teambroker.server.tls;

import dev.teambroker.server.web.Network;
import org.bouncycastle.asn1.x509.GeneralName;

/** Host names and addresses as a certificate names them. */
final class AltNames {
  private AltNames() {}

  static GeneralName of(String name) {
    return new GeneralName(isAddress(name) ? GeneralName.iPAddress : GeneralName.dNSName, name);
  }

  private static boolean isAddress(String name) {
    try {
      Network.parse(name);
      return name.indexOf('/') < 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
