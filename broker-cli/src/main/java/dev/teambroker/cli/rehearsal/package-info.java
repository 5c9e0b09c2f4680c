/**
 * What {@code broker-cli speed-up} plays on loopback, so that the JVM sees which classes a member's
 * day needs and keeps them, ready to use, in its AOT cache. Nothing else runs this.
 */
@NullMarked
package dev.teambroker.cli.rehearsal;

import org.jspecify.annotations.NullMarked;
