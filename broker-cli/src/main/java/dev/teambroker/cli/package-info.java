/**
 * The member's side of the broker: sessions for AWS tools, and the administration.
 *
 * <p>A member asks for a session: {@code hot} prints one that is at hand → else {@code session},
 * one process at a time → {@code signin} (token, or a code asked for on the {@code terminal}) →
 * {@code broker} (HTTPS with a proof by the {@code device}'s key) → kept in the {@code keychain} →
 * printed.
 */
@NullMarked
package dev.teambroker.cli;

import org.jspecify.annotations.NullMarked;
