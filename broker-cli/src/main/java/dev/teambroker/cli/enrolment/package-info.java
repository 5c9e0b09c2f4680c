/**
 * Making this device a member's: the invitation's link → a key in the keychain → registered → the
 * second factor set up and proved by codes → the broker written into config.toml.
 */
@NullMarked
package dev.teambroker.cli.enrolment;

import org.jspecify.annotations.NullMarked;
