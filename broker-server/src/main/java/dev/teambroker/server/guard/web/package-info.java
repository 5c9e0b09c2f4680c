/** The addresses of policies and guards. */
@NullMarked
package dev.teambroker.server.guard.web;

import org.jspecify.annotations.NullMarked;
