/** KMS's operations on symmetric keys, under the key's policy and the caller's own. */
@NullMarked
package dev.teambroker.sandbox.kms;

import org.jspecify.annotations.NullMarked;
