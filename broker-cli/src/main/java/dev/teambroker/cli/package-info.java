/** The member's side of the broker. */
@NullMarked
package dev.teambroker.cli;

import org.jspecify.annotations.NullMarked;
