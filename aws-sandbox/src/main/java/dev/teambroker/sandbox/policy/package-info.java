/** Policy documents and how they decide. */
@NullMarked
package dev.teambroker.sandbox.policy;

import org.jspecify.annotations.NullMarked;
