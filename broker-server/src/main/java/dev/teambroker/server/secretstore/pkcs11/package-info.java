/**
 * The key-encryption key in a PKCS#11 token: it never leaves it. The module (the vendor's shared
 * library) is called directly; docs/adr/0016-pkcs11-called-directly.md says why.
 *
 * <p>{@link dev.teambroker.server.secretstore.pkcs11.TokenKey} asks a {@code TokenConnection} for
 * the present {@code TokenEpoch}: one login, its sessions and the key's handle. When the token says
 * that any of these is gone, whoever notices makes the next epoch, and the operation is done again.
 */
@NullMarked
package dev.teambroker.server.secretstore.pkcs11;

import org.jspecify.annotations.NullMarked;
