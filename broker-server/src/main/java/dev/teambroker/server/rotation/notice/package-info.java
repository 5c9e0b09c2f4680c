/**
 * Tells people of rotations, ahead and after: in the CLI by what {@link
 * dev.teambroker.server.rotation.notice.OwnNotices} finds for a member, and by a signed webhook
 * that {@code SendingNotices} calls for each event of a run.
 */
@NullMarked
package dev.teambroker.server.rotation.notice;

import org.jspecify.annotations.NullMarked;
