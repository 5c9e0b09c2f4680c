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
        --target-header 'K: V'  sent to it; may be repeated
      ./broker bench start [--runs N]     start to ready, over an external PostgreSQL
      ./broker bench restart [--runs N]   kill -9 to ready, and to the first session
      ./broker bench totp [options]       checks of codes a second
        --clients N (32) --members N (640) --seconds N (15) --warm-up N (30)
      ./broker bench overload [options]   goodput and memory at twice the capacity
        --minutes N (10) --connections N (1024) --peak-seconds N (20) --warm-up N (60)
      ./broker bench credential-process [--runs N] [--vs COMMAND]
                              a session at hand, whole processes, beside a bare JVM and COMMAND
      ./broker bench audit-verify [options]   records a second, beside a plain loop of hashes
        --records N (200000) --runs N (5) --changes N (10): every Nth changes a row\
      """;

  private Bench() {}

  /** {@code --root DIRECTORY}, where the launcher is, and what is typed behind {@code bench}. */
  public static void main(String[] args) throws IOException, SQLException, InterruptedException {
    AmazonCorrettoCryptoProvider.install();
    System.exit(run(List.of(args)));
  }

  private static int run(List<String> args) throws IOException, SQLException, InterruptedException {
    Path launcher = Path.of(args.get(1), "broker");
    try {
      if (args.size() < 3) {
        throw new Options.Wrong("what is to be measured?");
      }
      List<String> own = args.subList(3, args.size());
      return switch (args.get(2)) {
        case "sessions" -> new SessionsBench(Options.parse(launcher, own)).run();
        case "start" -> new StartBench(launcher, Flags.parse(own, StartBench.DEFAULTS)).run();
        case "restart" -> new RestartBench(launcher, Flags.parse(own, RestartBench.DEFAULTS)).run();
        case "totp" -> new TotpBench(launcher, Flags.parse(own, TotpBench.DEFAULTS)).run();
        case "fuzz" -> new Fuzzing(launcher, Flags.parse(own, Fuzzing.DEFAULTS)).run();
        case "overload" ->
            new OverloadBench(launcher, Flags.parse(own, OverloadBench.DEFAULTS)).run();
        case "credential-process" -> CredentialProcessBench.of(launcher, own).run();
        case "audit-verify" ->
            new AuditVerifyBench(launcher, Flags.parse(own, AuditVerifyBench.DEFAULTS)).run();
        default -> throw new Options.Wrong("there is no such measurement");
      };
    } catch (Options.Wrong e) {
      System.err.println("bench: " + e.getMessage());
      System.err.println(USAGE);
      return 2;
    }
  }
}
