/**
 * What a command finds around it: environment, clock, streams, and the terminal that people type
 * on. Questions go to {@code /dev/tty}, because stdout belongs to the result and may be a pipe.
 */
@NullMarked
package dev.teambroker.cli.terminal;

import org.jspecify.annotations.NullMarked;
