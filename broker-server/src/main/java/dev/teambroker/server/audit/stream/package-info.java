/**
 * Sends the trail on, record by record, to where the company keeps its logs. At least once, in
 * order, without ever delaying a session: what can't be sent waits in the database, and how much
 * waits is a metric.
 */
@NullMarked
package dev.teambroker.server.audit.stream;

import org.jspecify.annotations.NullMarked;
