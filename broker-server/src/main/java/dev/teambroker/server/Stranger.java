package dev.teambroker.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Date;
import java.util.Locale;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Asks for sessions at an address of this process, with a key that nobody has enrolled and tokens
 * that nobody has issued. Not thread-safe.
 */
final class Stranger implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 5_000;
  private static final JOSEObjectType PROOF = new JOSEObjectType("dpop+jwt");
  private static final String BODY = "{\"sharedUser\":\"warm-up\",\"kind\":\"role\"}";

  private final String url;
  private final InstantSource clock;
  private final ECKey key;
  private final Socket socket;
  private final InputStream in;
  private String nonce = "";

  /**
   * @param url as the broker's members know the address
   */
  Stranger(Socket socket, String url, InstantSource clock)
      throws IOException, GeneralSecurityException, JOSEException {
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(null, new TrustManager[] {new Itself()}, new SecureRandom());
    socket.setSoTimeout(TIMEOUT_MILLIS);
    this.socket = tls.getSocketFactory().createSocket(socket, "localhost", socket.getPort(), true);
    this.in = new BufferedInputStream(this.socket.getInputStream());
    this.key = new ECKeyGenerator(Curve.P_256).generate();
    this.url = url;
    this.clock = clock;
  }

  /** Sends one request, and takes the refusal off the wire. */
  void ask() throws IOException, GeneralSecurityException, JOSEException {
    String token = UUID.randomUUID().toString();
    String request =
        String.join(
            "\r\n",
            "POST /v1/sessions HTTP/1.1",
            "Host: localhost",
            "Content-Type: application/json",
            "Authorization: DPoP " + token,
            "DPoP: " + proof(token),
            "Content-Length: " + BODY.length(),
            "",
            BODY);
    socket.getOutputStream().write(request.getBytes(ISO_8859_1));
    socket.getOutputStream().flush();
    takeAnswer();
  }

  private void takeAnswer() throws IOException {
    int length = 0;
    for (String line = line(); !line.isEmpty(); line = line()) {
      String[] field = line.split(": ", 2);
      switch (field[0].toLowerCase(Locale.ROOT)) {
        case "content-length" -> length = Integer.parseInt(field[1]);
        case "dpop-nonce" -> nonce = field[1];
        default -> {}
      }
    }
    in.skipNBytes(length);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder(80);
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("the connection was closed");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  private String proof(String token) throws GeneralSecurityException, JOSEException {
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(token.getBytes(US_ASCII));
    SignedJWT proof =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.ES256).type(PROOF).jwk(key.toPublicJWK()).build(),
            new JWTClaimsSet.Builder()
                .jwtID(UUID.randomUUID().toString())
                .claim("htm", "POST")
                .claim("htu", url)
                .claim("nonce", nonce)
                .claim("ath", Base64URL.encode(hash).toString())
                .issueTime(Date.from(clock.instant()))
                .build());
    proof.sign(new ECDSASigner(key));
    return proof.serialize();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /** Nothing is told to it, and nothing that it answers is believed. */
  private static final class Itself implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
