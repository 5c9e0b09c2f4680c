/**
 * The API's contract: described at {@code /v1/openapi.json}, made of the handlers and the types of
 * the protocol, and checked in each request before its handler is reached.
 */
@NullMarked
package dev.teambroker.server.web.contract;

import org.jspecify.annotations.NullMarked;
