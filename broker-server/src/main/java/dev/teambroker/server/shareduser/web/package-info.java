/** The addresses of shared users and AWS accounts. */
@NullMarked
package dev.teambroker.server.shareduser.web;

import org.jspecify.annotations.NullMarked;
