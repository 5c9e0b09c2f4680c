/** Plays the main job through the built launchers. */
@NullMarked
package dev.teambroker.demo;

import org.jspecify.annotations.NullMarked;
