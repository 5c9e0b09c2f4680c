/** The addresses of signing in. */
@NullMarked
package dev.teambroker.server.signin.web;

import org.jspecify.annotations.NullMarked;
