/**
 * The device's key (P-256), and the proofs that it makes of itself (DPoP, RFC 9449). The key never
 * leaves the keychain but to sign.
 */
@NullMarked
package dev.teambroker.cli.device;

import org.jspecify.annotations.NullMarked;
