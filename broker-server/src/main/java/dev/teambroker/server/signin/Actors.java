package dev.teambroker.server.signin;

import dev.teambroker.server.member.Device;
import dev.teambroker.server.member.Member;
import dev.teambroker.server.web.RequestContext;
import java.util.function.Supplier;

/** Binds who asks to the running request, so that every record tells. */
final class Actors {
  private Actors() {}

  static <T> T as(Member member, Device device, Supplier<T> work) {
    RequestContext context =
        RequestContext.current()
            .orElseThrow(() -> new IllegalStateException("no request is being served"));
    return ScopedValue.where(RequestContext.CURRENT, context.by(actor(member, device)))
        .call(work::get);
  }

  static RequestContext.Actor actor(Member member, Device device) {
    return new RequestContext.Actor(member.id(), member.name(), device.id(), device.name());
  }
}
