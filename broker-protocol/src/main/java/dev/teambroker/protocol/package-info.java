/**
 * What crosses the wire between {@code broker-server} and its clients, and the {@link
 * dev.teambroker.protocol.Secret} type that both sides keep secrets in.
 *
 * <p>The types are grouped by the resource they belong to ({@link
 * dev.teambroker.protocol.Sessions}, {@link dev.teambroker.protocol.Grants}, …). Messages without
 * secrets are records; a message that carries one is a final class, so that no generated {@code
 * toString} can show it.
 */
@NullMarked
package dev.teambroker.protocol;

import org.jspecify.annotations.NullMarked;
