package dev.teambroker.bench;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Brings an admin and a team of members to a fresh broker, and grants them a role. */
final class Enrolling {
  static final String SHARED_USER = "bench";

  private final URI broker;
  private final List<Member> members = new ArrayList<>();

  Enrolling(URI broker) {
    this.broker = broker;
  }

  /** The members, enrolled and signed in; each may assume the role. */
  List<Member> team(String bootstrapLink, int size) throws IOException {
    Member admin = new Member("admin", broker);
    admin.enrol(codeIn(bootstrapLink));
    admin.signIn();
    admin.sends("PUT", "/v1/teams/bench", "");
    for (int i = 0; i < size; i++) {
      members.add(member(admin, "m" + i));
    }
    Member owner = members.getFirst();
    owner.reconnect();
    owner.sends(
        "POST",
        "/v1/shared-users",
        """
        {"name":"%s","partition":"aws","accessKeyId":"AKIABENCHBENCHBENCH0",\
        "secretAccessKey":"of the stub, which checks none"}"""
            .formatted(SHARED_USER));
    owner.sends(
        "POST",
        "/v1/shared-users/" + SHARED_USER + "/grants",
        """
        {"kind":"role","team":"bench","roles":["%s"]}"""
            .formatted(StubSts.ROLE));
    return members;
  }

  private Member member(Member admin, String name) throws IOException {
    String link =
        admin
            .sends(
                "POST",
                "/v1/invitations",
                "{\"memberName\":\"%s\",\"roles\":[],\"teams\":[\"bench\"]}".formatted(name))
            .path("link")
            .asString();
    Member member = new Member(name, broker);
    member.enrol(codeIn(link));
    admin.sends(
        "POST",
        "/v1/members/" + name + "/devices/" + member.deviceId() + "/confirm",
        "{\"fingerprint\":\"" + member.fingerprint() + "\"}");
    member.signIn();
    return member;
  }

  private static String codeIn(String link) {
    return link.strip().replaceFirst(".*code=", "");
  }
}
