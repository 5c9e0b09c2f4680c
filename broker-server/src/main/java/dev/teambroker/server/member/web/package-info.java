/** The addresses of administering members. */
@NullMarked
package dev.teambroker.server.member.web;

import org.jspecify.annotations.NullMarked;
