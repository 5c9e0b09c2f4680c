/**
 * The main job, played end to end: {@link dev.teambroker.demo.Demo} starts the stand-in for AWS and
 * the service, and lets two members and a hostile database owner act. Everything it does to the
 * broker goes through the built launchers, as child processes in a directory of their own; no class
 * of the broker is used here.
 */
@NullMarked
package dev.teambroker.demo;

import org.jspecify.annotations.NullMarked;
