/** A strict stand-in for AWS on loopback. */
@NullMarked
package dev.teambroker.sandbox;

import org.jspecify.annotations.NullMarked;
