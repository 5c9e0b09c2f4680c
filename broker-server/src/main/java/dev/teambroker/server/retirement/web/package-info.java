/** The address of the end of a shared user. */
@NullMarked
package dev.teambroker.server.retirement.web;

import org.jspecify.annotations.NullMarked;
