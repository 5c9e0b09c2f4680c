/** Signature Version 4, the verifying side. */
@NullMarked
package dev.teambroker.sandbox.sigv4;

import org.jspecify.annotations.NullMarked;
