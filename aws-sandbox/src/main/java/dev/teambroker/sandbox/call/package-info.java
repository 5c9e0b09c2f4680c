/** One call on its way: who calls, may they, what came of it. */
@NullMarked
package dev.teambroker.sandbox.call;

import org.jspecify.annotations.NullMarked;
