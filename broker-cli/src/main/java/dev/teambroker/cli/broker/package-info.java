/**
 * Talking to a broker: HTTPS that is pinned to the broker's own CA, a proof of the device's key
 * with every request, JSON in and out, and a problem (RFC 9457) turned into {@link
 * dev.teambroker.cli.broker.Refused}.
 */
@NullMarked
package dev.teambroker.cli.broker;

import org.jspecify.annotations.NullMarked;
