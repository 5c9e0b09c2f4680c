/** The addresses of grants. */
@NullMarked
package dev.teambroker.server.grant.web;

import org.jspecify.annotations.NullMarked;
