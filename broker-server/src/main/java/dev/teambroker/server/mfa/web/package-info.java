/** The addresses of second factors. */
@NullMarked
package dev.teambroker.server.mfa.web;

import org.jspecify.annotations.NullMarked;
