/**
 * A profile's session: from the cache, else from the broker, one process at a time; then printed
 * for credential_process or put into a command's environment.
 */
@NullMarked
package dev.teambroker.cli.session;

import org.jspecify.annotations.NullMarked;
