/**
 * {@code doctor}: what is wrong with this device's setup and how to mend it. A file a check; none
 * of them changes anything.
 */
@NullMarked
package dev.teambroker.cli.doctor;

import org.jspecify.annotations.NullMarked;
