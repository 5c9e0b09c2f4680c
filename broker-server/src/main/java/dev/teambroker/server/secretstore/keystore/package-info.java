/** The key-encryption key in a PKCS#12 file: the first run's default, and no more than that. */
@NullMarked
package dev.teambroker.server.secretstore.keystore;

import org.jspecify.annotations.NullMarked;
