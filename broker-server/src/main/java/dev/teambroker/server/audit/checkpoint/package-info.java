/**
 * The trail's signed head, kept where the database's owner has no hand, and compared with the trail
 * before anything is served.
 *
 * <p>{@code Checkpointing} keeps one again and again, {@code Checkpoints} signs it and hands it to
 * the sinks; {@code TrailStart} holds the trail against the newest one.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"audit", "audit::inside", "aws", "database", "web"})
package dev.teambroker.server.audit.checkpoint;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
