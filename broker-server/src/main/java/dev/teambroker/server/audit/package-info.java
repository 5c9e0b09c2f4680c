/**
 * The audit trail, which fails closed, and the index of authenticated rows that is folded from it.
 *
 * <p>A record is written in one of two ways. {@link dev.teambroker.server.audit.AuditTrail#append}
 * writes it in the caller's transaction, beside the change it tells of. {@link
 * dev.teambroker.server.audit.AuditTrail#record} hands it to the one writer of this replica, which
 * commits what many callers want in one call of one SQL function and lets them go on when that
 * commit is durable.
 *
 * <p>Every change of a row that decides names the row's new version and MAC in its record. {@link
 * dev.teambroker.server.audit.DecidingRows} folds these into an index and gives out only rows that
 * the index names: what the database's owner forges, brings back or swaps decides nothing.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"aws", "database", "web"})
package dev.teambroker.server.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
