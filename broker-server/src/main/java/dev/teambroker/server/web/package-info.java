/**
 * What every request has: an id, a source address, limits, problems as answers; and what concerns
 * the broker as a whole: its mode, its public address. A leaf: it knows no feature.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.teambroker.server.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
