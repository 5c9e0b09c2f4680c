/**
 * The AWS console in a browser: a session is turned into a sign-in token at AWS's federation
 * endpoint, and the browser gets the link without it standing in any argument list.
 */
@NullMarked
package dev.teambroker.cli.console;

import org.jspecify.annotations.NullMarked;
