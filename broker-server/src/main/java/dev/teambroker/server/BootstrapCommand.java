package dev.teambroker.server;

import dev.teambroker.protocol.Secret;
import dev.teambroker.server.member.Bootstrapping;
import dev.teambroker.server.member.Link;
import dev.teambroker.server.web.Command;
import dev.teambroker.server.web.Outcome;
import java.io.PrintStream;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * {@code broker admin bootstrap}: prints a fresh link for the first admin, until an admin has
 * existed; exits 1 from then on.
 */
@Component("admin bootstrap")
class BootstrapCommand implements Command {
  private final Bootstrapping bootstrapping;

  BootstrapCommand(Bootstrapping bootstrapping) {
    this.bootstrapping = bootstrapping;
  }

  @Override
  public int run(List<String> arguments) {
    return switch (bootstrapping.freshLink()) {
      case Outcome.Done<Link>(Link link) -> {
        print(link.url(), System.out);
        yield 0;
      }
      case Outcome.Refused<Link> refused -> {
        System.err.println("broker: " + refused.detail());
        yield 1;
      }
    };
  }

  private static void print(Secret url, PrintStream out) {
    url.reveal(
        bytes -> {
          out.write(bytes, 0, bytes.length);
          return bytes.length;
        });
    out.println();
  }
}
