/** Consumers over HTTP. */
@NullMarked
package dev.teambroker.server.consumer.web;

import org.jspecify.annotations.NullMarked;
