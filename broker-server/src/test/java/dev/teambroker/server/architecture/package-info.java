/** The rules of the house, each shown to bite on a violation in {@code planted}. */
@NullMarked
package dev.teambroker.server.architecture;

import org.jspecify.annotations.NullMarked;
