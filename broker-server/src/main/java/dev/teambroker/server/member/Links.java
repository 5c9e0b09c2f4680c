package dev.teambroker.server.member;

import dev.teambroker.protocol.Secret;
import dev.teambroker.server.web.PublicUrl;
import dev.teambroker.server.web.ServerPin;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Writes links. What is secret stands in the fragment, which no browser sends to a server. */
@Component
class Links {
  private final PublicUrl publicUrl;
  private final ObjectProvider<ServerPin> pin;

  Links(PublicUrl publicUrl, ObjectProvider<ServerPin> pin) {
    this.publicUrl = publicUrl;
    this.pin = pin;
  }

  Link of(Member member, Invitation invitation, Secret code) {
    ByteArrayOutputStream link = new ByteArrayOutputStream(256);
    link.writeBytes(publicUrl.of("/enrol#").toString().getBytes(StandardCharsets.UTF_8));
    pin.stream()
        .flatMap(serving -> serving.pin().stream())
        .forEach(known -> link.writeBytes(("pin=" + known + "&").getBytes(StandardCharsets.UTF_8)));
    link.writeBytes("code=".getBytes(StandardCharsets.UTF_8));
    code.reveal(
        bytes -> {
          link.writeBytes(bytes);
          return bytes.length;
        });
    return new Link(member.name(), Secret.takeFrom(link.toByteArray()), invitation.expiresAt());
  }
}
