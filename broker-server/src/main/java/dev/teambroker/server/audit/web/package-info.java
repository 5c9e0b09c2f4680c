/** The trail's address. */
@NullMarked
package dev.teambroker.server.audit.web;

import org.jspecify.annotations.NullMarked;
