/**
 * Consumers: what is outside of the broker and needs a shared user's long-term key itself
 * (docs/adr/0025).
 *
 * <p>{@link dev.teambroker.server.consumer.Registering} takes a proposal of one owner and the word
 * of another; {@link dev.teambroker.server.consumer.HandingOver} is what a rotation asks: who they
 * are, who has which key, and that a key be pushed. Each kind of place is a {@code Place}; what
 * goes over the network goes by {@code CheckedCalls}, to the very address that was checked.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"member", "shareduser", "audit", "web"})
package dev.teambroker.server.consumer;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
