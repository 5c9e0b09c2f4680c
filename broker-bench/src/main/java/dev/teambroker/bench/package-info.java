/**
 * Measures the broker from outside, as it is packaged: a server in a process of its own with the
 * embedded PostgreSQL, a stub of STS in another, and enrolled members who ask over TLS with DPoP
 * proofs.
 *
 * <p>{@link dev.teambroker.bench.Bench} reads the command; {@code SessionsBench} starts a {@code
 * Broker} and {@code StsProcess}, {@code Enrolling} brings the members, {@code Load} lets them ask,
 * {@code Trail} says whether what was measured counts, {@code Report} prints it.
 */
@NullMarked
package dev.teambroker.bench;

import org.jspecify.annotations.NullMarked;
