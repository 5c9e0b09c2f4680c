/** Rotations over HTTP. */
@NullMarked
package dev.teambroker.server.rotation.web;

import org.jspecify.annotations.NullMarked;
