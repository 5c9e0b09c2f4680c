/**
 * Completion of the command line in a shell: a script that holds all commands and options, reads
 * the profiles' names from the configuration file, and starts no JVM.
 */
@NullMarked
package dev.teambroker.cli.completion;

import org.jspecify.annotations.NullMarked;
