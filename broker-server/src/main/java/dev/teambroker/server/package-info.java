/** The broker's service, a package per feature; arrows run down only (docs/architecture.md). */
@NullMarked
package dev.teambroker.server;

import org.jspecify.annotations.NullMarked;
