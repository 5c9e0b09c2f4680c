/** The log of all calls, as CloudTrail keeps it. */
@NullMarked
package dev.teambroker.sandbox.trail;

import org.jspecify.annotations.NullMarked;
