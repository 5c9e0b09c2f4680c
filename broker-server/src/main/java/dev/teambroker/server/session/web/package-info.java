/** The address at which sessions are asked for. */
@NullMarked
package dev.teambroker.server.session.web;

import org.jspecify.annotations.NullMarked;
