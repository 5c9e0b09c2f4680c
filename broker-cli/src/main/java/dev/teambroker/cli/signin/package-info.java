/**
 * Signing in: who asks is proved by the device's key and a TOTP code; after that the tokens do, and
 * a further code wherever the broker wants a fresh one.
 *
 * <p>{@link dev.teambroker.cli.signin.SignedInBroker} makes a call: token from the keychain →
 * refreshed or signed in anew, one process at a time → sent → a code asked for if the broker wants
 * one → sent again.
 */
@NullMarked
package dev.teambroker.cli.signin;

import org.jspecify.annotations.NullMarked;
