/** The addresses of containment. */
@NullMarked
package dev.teambroker.server.containment.web;

import org.jspecify.annotations.NullMarked;
