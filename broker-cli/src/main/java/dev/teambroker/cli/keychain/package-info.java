/**
 * What this device keeps: its key and the sign-in in the keychain, sessions in memory. Says aloud
 * when it has to take a weaker place than it should.
 */
@NullMarked
package dev.teambroker.cli.keychain;

import org.jspecify.annotations.NullMarked;
