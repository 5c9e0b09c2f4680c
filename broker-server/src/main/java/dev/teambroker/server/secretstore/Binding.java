package dev.teambroker.server.secretstore;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What a sealed secret belongs to; part of its associated data, so that a sealed column can't be
 * moved to another row or version.
 *
 * @param kind such as {@code access-key} or {@code totp-seed}
 * @param recordId the row's id
 * @param owner the shared user's ARN, or the member's id
 * @param keyId the access key id, the MFA device's ARN or the factor's id
 * @param version of the record
 */
public record Binding(String kind, String recordId, String owner, String keyId, long version) {
  /** Format, then each part with its length before it: two bindings never encode alike. */
  byte[] associatedData(byte format) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(format);
    for (String part : new String[] {kind, recordId, owner, keyId}) {
      byte[] text = part.getBytes(StandardCharsets.UTF_8);
      out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(text.length).array());
      out.writeBytes(text);
    }
    out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(version).array());
    return out.toByteArray();
  }
}
