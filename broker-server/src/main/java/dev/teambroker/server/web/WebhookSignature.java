package dev.teambroker.server.web;

import dev.teambroker.protocol.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What tells a receiver who has sent it something, as the Standard Webhooks specification has it:
 * HMAC-SHA256 over {@code id.timestamp.body}.
 */
public final class WebhookSignature {
  private WebhookSignature() {}

  /** The headers to send the body with. */
  public static SequencedMap<String, String> headers(
      String id, Instant now, byte[] body, Secret secret) {
    String timestamp = Long.toString(now.getEpochSecond());
    SequencedMap<String, String> headers = new LinkedHashMap<>();
    headers.put("webhook-id", id);
    headers.put("webhook-timestamp", timestamp);
    headers.put(
        "webhook-signature",
        "v1," + secret.reveal(key -> signed(key, id + "." + timestamp + ".", body)));
    return headers;
  }

  private static String signed(byte[] key, String before, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update(before.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }
}
