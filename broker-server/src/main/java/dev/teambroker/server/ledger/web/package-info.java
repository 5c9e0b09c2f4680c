/** The address of the ledger. */
@NullMarked
package dev.teambroker.server.ledger.web;

import org.jspecify.annotations.NullMarked;
