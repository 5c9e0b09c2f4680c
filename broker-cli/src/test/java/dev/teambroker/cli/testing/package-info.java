/** A small broker over real HTTPS, and the CLI run against it. */
@NullMarked
package dev.teambroker.cli.testing;

import org.jspecify.annotations.NullMarked;
