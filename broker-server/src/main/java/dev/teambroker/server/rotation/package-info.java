/**
 * The replacement of a shared user's access key, which breaks nobody and survives whatever dies in
 * between (docs/adr/0018).
 *
 * <p>A run is one authenticated row ({@code Rotation}) and moves from step to step by {@code
 * Journal} alone, each move one commit on the row's version. {@code RunningRotations} takes up runs
 * that are due; {@code AdvancingRun} has the one class of each step do the next thing. What is sent
 * to AWS is sent by {@code Sending}: journalled before, fenced after signing, sent once. {@link
 * dev.teambroker.server.rotation.Rotating} is what members ask of it.
 */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "member",
      "shareduser",
      "consumer",
      "guard",
      "ledger",
      "aws",
      "audit",
      "database",
      "web"
    })
package dev.teambroker.server.rotation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
