/** The operations of STS. */
@NullMarked
package dev.teambroker.sandbox.sts;

import org.jspecify.annotations.NullMarked;
