/**
 * Where the CLI keeps bytes under a name: the Linux kernel keyring, the Secret Service, private
 * files. One promise for all, {@link dev.teambroker.cli.store.ItemStore}.
 *
 * <p>Part of the hot jar: no framework, no lambdas, no regular expressions, no java.time, because
 * each costs milliseconds in a JVM that has just started.
 */
@NullMarked
package dev.teambroker.cli.store;

import org.jspecify.annotations.NullMarked;
