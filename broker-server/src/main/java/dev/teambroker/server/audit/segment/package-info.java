/**
 * The trail in sealed segments: files of records with a signed manifest each, archived, verifiable
 * alone, and pruned from the database by its owner.
 *
 * <p>{@code Sealing} writes them on a server, {@code SegmentCheck} verifies one, {@code Pruning}
 * removes from the database what the archives hold; only the owner's role can, so no server does.
 */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "audit",
      "audit::inside",
      "audit.checkpoint",
      "audit.snapshot",
      "audit.start",
      "aws",
      "database",
      "web"
    })
package dev.teambroker.server.audit.segment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
