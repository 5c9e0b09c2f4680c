/** AWS's words: parameters in, XML and errors out. */
@NullMarked
package dev.teambroker.sandbox.wire;

import org.jspecify.annotations.NullMarked;
