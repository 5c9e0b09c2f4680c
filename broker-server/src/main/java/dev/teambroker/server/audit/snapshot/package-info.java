/**
 * What the index of authenticated rows says at a place of the trail, signed: a start folds only
 * what comes after, and a trail that was pruned still has the beginning that its index needs.
 *
 * <p>{@code TakingSnapshots} stores one now and then, {@code Snapshots} gives them back where this
 * broker has signed them, and {@code BeginningIndex} lets the index begin with the best one.
 */
@NullMarked
@ApplicationModule(
    allowedDependencies = {"audit", "audit::inside", "audit.checkpoint", "database", "web"})
package dev.teambroker.server.audit.snapshot;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
