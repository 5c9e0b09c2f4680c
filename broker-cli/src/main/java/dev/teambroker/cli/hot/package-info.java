/**
 * The way of a credential_process call that finds a session: read the profile, look into the
 * session's store, check the time, print. On anything else the rest of the CLI takes over in the
 * same process.
 *
 * <p>Part of the hot jar: no framework, no lambdas, no regular expressions, no java.time.
 */
@NullMarked
package dev.teambroker.cli.hot;

import org.jspecify.annotations.NullMarked;
