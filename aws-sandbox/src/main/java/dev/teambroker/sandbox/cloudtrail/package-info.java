/** The log of all calls, and LookupEvents that reads it. */
@NullMarked
package dev.teambroker.sandbox.cloudtrail;

import org.jspecify.annotations.NullMarked;
