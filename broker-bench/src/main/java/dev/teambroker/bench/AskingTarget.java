package dev.teambroker.bench;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;

/** Asks another server's address, such as another broker's, over a connection that is kept. */
final class AskingTarget implements Load.Asker {
  private final Wire wire;
  private final String path;
  private final String headers;

  AskingTarget(URI target, List<String> headers) throws IOException {
    this.wire = new Wire(target);
    this.path =
        target.getRawPath() + (target.getRawQuery() == null ? "" : "?" + target.getRawQuery());
    this.headers = headers.stream().map(one -> one + "\r\n").collect(Collectors.joining());
  }

  @Override
  public void ask() throws IOException {
    Wire.Reply reply = wire.send("GET", path, headers, "");
    if (reply.status() != 200) {
      throw new IllegalStateException("status " + reply.status() + ": " + reply.body());
    }
  }
}
