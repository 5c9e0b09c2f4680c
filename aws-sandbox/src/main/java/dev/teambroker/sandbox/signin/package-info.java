/** The federation endpoint of the console's sign-in. */
@NullMarked
package dev.teambroker.sandbox.signin;

import org.jspecify.annotations.NullMarked;
