/**
 * What {@code ~/.config/broker-cli/config.toml} and the {@code BROKER_*} variables say: the brokers
 * this device is enrolled at, and the profiles. Environment beats file.
 *
 * <p>Part of the hot jar: no framework, no lambdas, no regular expressions, no java.time.
 */
@NullMarked
package dev.teambroker.cli.settings;

import org.jspecify.annotations.NullMarked;
