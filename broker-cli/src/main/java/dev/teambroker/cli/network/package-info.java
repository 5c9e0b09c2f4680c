/**
 * How this machine reaches the world: proxy and CA as the environment says them, for the broker and
 * for AWS's sign-in alike.
 */
@NullMarked
package dev.teambroker.cli.network;

import org.jspecify.annotations.NullMarked;
