/** HTTP/1.1 on loopback, small enough to reset, stall and garble an answer on request. */
@NullMarked
package dev.teambroker.sandbox.http;

import org.jspecify.annotations.NullMarked;
