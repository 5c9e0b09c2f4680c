/** The operations of IAM. */
@NullMarked
package dev.teambroker.sandbox.iam;

import org.jspecify.annotations.NullMarked;
