/** What AWS would keep: accounts, users, keys, MFA devices, roles, sessions. */
@NullMarked
package dev.teambroker.sandbox.account;

import org.jspecify.annotations.NullMarked;
