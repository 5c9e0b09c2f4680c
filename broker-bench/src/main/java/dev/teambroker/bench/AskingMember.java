package dev.teambroker.bench;

import java.io.IOException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A member who asks for sessions and keeps their ids. */
final class AskingMember implements Load.Asker {
  private static final Pattern ID = Pattern.compile("\"accessKeyId\":\"(ASIA[A-Z0-9]+)\"");

  private final Member member;
  private final Set<String> received;

  AskingMember(Member member, Set<String> received) {
    this.member = member;
    this.received = received;
  }

  void refresh() throws IOException {
    member.refresh();
  }

  @Override
  public void ask() throws IOException {
    received.add(accessKeyId(member.asksForSession()));
  }

  /** Of a reply that holds a session. */
  static String accessKeyId(Wire.Reply reply) {
    Matcher id = ID.matcher(reply.body());
    if (reply.status() != 200 || !id.find()) {
      throw new IllegalStateException("status " + reply.status() + ": " + reply.body());
    }
    return id.group(1);
  }
}
