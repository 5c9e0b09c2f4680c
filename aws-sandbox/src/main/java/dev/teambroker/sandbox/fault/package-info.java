/** What can go wrong on request: throttling, silence, resets, errors, garbage, late delivery. */
@NullMarked
package dev.teambroker.sandbox.fault;

import org.jspecify.annotations.NullMarked;
