package dev.teambroker.server.signin;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.impl.ECDSA;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.text.ParseException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The headers of proofs. A device sends the same header with each proof, so what it was found to
 * say is kept under its text. Thread-safe.
 */
final class ProofKeys {
  private static final JOSEObjectType TYPE = new JOSEObjectType("dpop+jwt");
  private static final int MOST = 4_000;

  private final Map<String, Header.OfKey> known = new ConcurrentHashMap<>();

  /** What a header says. */
  sealed interface Header {
    /** It is one of RFC 9449, and carries this key. */
    record OfKey(PublicKey key, String thumbprint) implements Header {
      /** Whether the signature, in JWS's form, is this key's. */
      boolean hasSigned(String text, Base64URL signature) {
        try {
          byte[] bytes = signature.decode();
          ECDSA.ensureLegalSignature(bytes, JWSAlgorithm.ES256);
          Signature verifier = Signature.getInstance("SHA256withECDSAinP1363Format");
          verifier.initVerify(key);
          verifier.update(text.getBytes(StandardCharsets.US_ASCII));
          return verifier.verify(bytes);
        } catch (JOSEException | GeneralSecurityException e) {
          return false;
        }
      }
    }

    record Refused(String why) implements Header {}
  }

  /**
   * @param encoded the first part of the JWT
   */
  Header read(String encoded) throws ParseException {
    Header.OfKey held = known.get(encoded);
    return held == null ? kept(encoded, parsed(encoded)) : held;
  }

  private Header kept(String encoded, Header header) {
    if (header instanceof Header.OfKey ofKey) {
      if (known.size() >= MOST) {
        known.clear();
      }
      known.put(encoded, ofKey);
    }
    return header;
  }

  private static Header parsed(String encoded) throws ParseException {
    JWSHeader header = JWSHeader.parse(new Base64URL(encoded));
    if (!TYPE.equals(header.getType())) {
      return new Header.Refused("typ: dpop+jwt");
    }
    if (!JWSAlgorithm.ES256.equals(header.getAlgorithm())
        || header.getCriticalParams() != null
        || !header.isBase64URLEncodePayload()) {
      return new Header.Refused("alg: ES256, and no crit");
    }
    if (!(header.getJWK() instanceof ECKey key)
        || !Curve.P_256.equals(key.getCurve())
        || key.isPrivate()) {
      return new Header.Refused("jwk: the public key, on P-256");
    }
    try {
      return new Header.OfKey(key.toECPublicKey(), key.computeThumbprint().toString());
    } catch (JOSEException e) {
      return new Header.Refused("jwk: the public key, on P-256");
    }
  }
}
