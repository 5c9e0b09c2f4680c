/** Clock, settings, faults and log of a sandbox that runs as a process of its own. */
@NullMarked
package dev.teambroker.sandbox.control;

import org.jspecify.annotations.NullMarked;
