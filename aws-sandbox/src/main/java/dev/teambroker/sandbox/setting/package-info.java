/** What a test may set: the clock, delays, limits, and which of AWS's rules are enforced. */
@NullMarked
package dev.teambroker.sandbox.setting;

import org.jspecify.annotations.NullMarked;
