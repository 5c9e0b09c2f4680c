/**
 * The key-encryption key in the Transit engine of HashiCorp Vault or OpenBao, which speak the same
 * API. It is spoken here on bytes; docs/adr/0021-vault-spoken-on-bytes.md says why.
 *
 * <p>{@link dev.teambroker.server.secretstore.vault.TransitKey} asks {@code VaultConnection}, which
 * has a token of {@code VaultSession}, sends a call once by {@code VaultHttp}, and again where that
 * helps; {@code VaultTrouble} says what an operator does when it doesn't.
 */
@NullMarked
package dev.teambroker.server.secretstore.vault;

import org.jspecify.annotations.NullMarked;
