/**
 * The commands of admins, owners and auditors: members, teams, shared users, grants, the audit
 * trail. Each is one call to the broker, or a few; a list is a table, or JSON with {@code --json}.
 */
@NullMarked
package dev.teambroker.cli.administration;

import org.jspecify.annotations.NullMarked;
