package dev.teambroker.server.audit;

/** A MAC under a key that the database's owner doesn't have; the secret store implements it. */
public interface RowMac {
  /** HMAC-SHA-256 of the message: 32 bytes. */
  byte[] of(byte[] message);
}
