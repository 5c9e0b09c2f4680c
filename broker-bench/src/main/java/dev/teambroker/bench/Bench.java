package dev.teambroker.bench;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/** {@code ./broker bench …}: what is measured, and how. */
public final class Bench {
  private static final String USAGE =
      """
      ./broker bench sessions [options]   sessions a second, latency, CPU, memory
        --sts-delay MS[,MS…]    what the stub of STS takes (0,20,100)
        --clients N[,N…]        how many ask at once (1,8,32,128)
        --seconds N             a line (10)
        --warm-up N             seconds before the first line (30)
        --sts URL               an STS that is there already, in place of the stub
        --target URL            measures GETs of this address in the same run
        --target-header 'K: V'  sent to it; may be repeated""";

  private Bench() {}

  /** {@code --root DIRECTORY}, where the launcher is, and what is typed behind {@code bench}. */
  public static void main(String[] args) throws IOException, SQLException, InterruptedException {
    AmazonCorrettoCryptoProvider.install();
    System.exit(run(List.of(args)));
  }

  private static int run(List<String> args) throws IOException, SQLException, InterruptedException {
    try {
      Path launcher = Path.of(args.get(1), "broker");
      if (args.size() < 3 || !args.get(2).equals("sessions")) {
        throw new Options.Wrong("there is no such measurement");
      }
      return new SessionsBench(Options.parse(launcher, args.subList(3, args.size()))).run();
    } catch (Options.Wrong e) {
      System.err.println("bench: " + e.getMessage());
      System.err.println(USAGE);
      return 2;
    }
  }
}
