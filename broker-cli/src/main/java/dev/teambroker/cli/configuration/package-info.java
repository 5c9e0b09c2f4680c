/**
 * Writing configuration: our own config.toml, and a marked block in the AWS configuration file.
 * Nothing outside the own table or block is touched, and what a broker says goes in only where it
 * matches a strict pattern.
 */
@NullMarked
package dev.teambroker.cli.configuration;

import org.jspecify.annotations.NullMarked;
