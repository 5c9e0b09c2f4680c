package dev.teambroker.server.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A session that AWS has issued, and to whom; written in the commit of its audit record. The {@code
 * ledger} feature reads it.
 *
 * @param accessKeyId the session's, ASIA…
 * @param sharedUser its id at the broker
 * @param kind {@code session}, {@code role} or {@code federation}
 * @param parentAccessKeyId the long-term key that asked for it
 * @param assumedArn the identity that AWS shows for it, where there is one of its own
 */
public record LedgerRow(
    String accessKeyId,
    String memberId,
    String memberName,
    String deviceId,
    String deviceName,
    String sharedUser,
    String account,
    String kind,
    String grantId,
    String parentAccessKeyId,
    @Nullable String assumedArn,
    Instant issuedAt,
    Instant expiration,
    String requestId,
    @Nullable String sourceAddress) {}
