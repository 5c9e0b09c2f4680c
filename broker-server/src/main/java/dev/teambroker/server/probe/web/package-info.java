/** The address of session probes. */
@NullMarked
package dev.teambroker.server.probe.web;

import org.jspecify.annotations.NullMarked;
