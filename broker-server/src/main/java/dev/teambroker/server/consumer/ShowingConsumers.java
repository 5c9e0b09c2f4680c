package dev.teambroker.server.consumer;

import dev.teambroker.protocol.Consumers.Served;
import dev.teambroker.server.member.Member;
import dev.teambroker.server.member.MemberId;
import dev.teambroker.server.member.Members;
import dev.teambroker.server.shareduser.SharedUser;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Consumers as members see them. */
@Component
class ShowingConsumers {
  private final Deliveries deliveries;
  private final Members members;

  ShowingConsumers(Deliveries deliveries, Members members) {
    this.deliveries = deliveries;
    this.members = members;
  }

  dev.teambroker.protocol.Consumers.Consumer show(SharedUser user, Consumer consumer) {
    Consumer.Word confirmed = consumer.confirmed();
    Duration forceAfter = consumer.forceAfter();
    return new dev.teambroker.protocol.Consumers.Consumer(
        consumer.id(),
        user.name(),
        consumer.name(),
        consumer.destination().kind().code(),
        consumer.destination().address(),
        consumer.destination().publicKey(),
        forceAfter == null ? null : (int) forceAfter.toSeconds(),
        confirmed == null ? "proposed" : "confirmed",
        name(consumer.proposed().by()),
        consumer.proposed().at(),
        confirmed == null ? null : name(confirmed.by()),
        confirmed == null ? null : confirmed.at(),
        deliveries.lastOf(consumer.consumerId()).map(this::served).orElse(null));
  }

  private Served served(Delivery last) {
    MemberId by = last.by();
    return new Served(
        last.accessKeyId(), last.how().code(), by == null ? null : name(by), last.at());
  }

  private String name(MemberId member) {
    return members.find(member).map(Member::name).orElse(member.value());
  }
}
