package dev.teambroker.server.audit;

/**
 * Port: signs checkpoints with Ed25519, under a key that the database's owner doesn't have; the
 * secret store implements it.
 */
public interface CheckpointSigner {
  byte[] sign(byte[] message);

  /** The public key that verifies it: 32 bytes. */
  byte[] publicKey();
}
