/**
 * What every request has: an id, a source address, problems as answers. A leaf: it knows no
 * feature.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.teambroker.server.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
