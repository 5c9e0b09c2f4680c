/** How a command ends: one exit code for each kind of trouble, and a sentence for the user. */
@NullMarked
package dev.teambroker.cli.outcome;

import org.jspecify.annotations.NullMarked;
