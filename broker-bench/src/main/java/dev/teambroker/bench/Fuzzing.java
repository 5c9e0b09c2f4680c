package dev.teambroker.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Requests that Schemathesis generates from the served description, sent as an admin who also owns
 * a shared user. Each has to be answered as described, with a problem where it is wrong; none may
 * break anything.
 */
final class Fuzzing {
  static final Map<String, Integer> DEFAULTS = Map.of("--examples", 50, "--seed", 1);

  private static final int MISSING = 3;

  /** A 5xx is judged by the proxy: where AWS can't be asked, 503 is the answer. */
  private static final String CHECKS =
      "status_code_conformance,content_type_conformance,response_schema_conformance";

  private final Path launcher;
  private final Flags flags;

  Fuzzing(Path launcher, Flags flags) {
    this.launcher = launcher;
    this.flags = flags;
  }

  int run() throws IOException, InterruptedException {
    Path tool = tool();
    if (tool == null) {
      System.err.println(
          "fuzz: schemathesis is not on the PATH and nothing fetches it:"
              + " pip install schemathesis, into a venv if you like, and put it on the PATH");
      return MISSING;
    }
    try (Children children = new Children()) {
      Broker broker = Broker.start(children, launcher, Sts.stub(children));
      try (SigningProxy proxy = new SigningProxy(admin(broker))) {
        int code = schemathesis(tool, proxy.address(), children.file("schemathesis"));
        long traces = stackTraces(children.file("server.log"));
        System.out.println(
            "%d requests, seed %d, answers by status: %s; what may not be: %s; stack traces in the log: %d"
                .formatted(
                    proxy.statuses().values().stream().mapToInt(Integer::intValue).sum(),
                    flags.of("--seed"),
                    proxy.statuses(),
                    proxy.wrong(),
                    traces));
        return code == 0 && proxy.wrong().isEmpty() && traces == 0 ? 0 : 1;
      }
    }
  }

  private static Member admin(Broker broker) throws IOException {
    Member admin = new Member("admin", broker.address());
    admin.enrol(broker.bootstrapLink().replaceFirst(".*code=", ""));
    admin.signIn();
    admin.sends("PUT", "/v1/teams/bench", "");
    admin.sends(
        "POST",
        "/v1/shared-users",
        """
        {"name":"deploy","partition":"aws","accessKeyId":"AKIABENCHBENCHBENCH0",\
        "secretAccessKey":"of the stub, which checks none"}""");
    return admin;
  }

  private int schemathesis(Path tool, String address, Path leavings)
      throws IOException, InterruptedException {
    return new ProcessBuilder(
            tool.toString(),
            "run",
            address + "/v1/openapi.json",
            "--url",
            address,
            "--checks",
            CHECKS,
            "--exclude-path",
            "/v1/sign-in",
            "--max-examples",
            String.valueOf(flags.of("--examples")),
            "--seed",
            String.valueOf(flags.of("--seed")),
            "--phases",
            "examples,coverage,fuzzing",
            "--suppress-health-check",
            "all",
            "--request-timeout",
            "60",
            "--warnings",
            "off")
        .directory(Files.createDirectory(leavings).toFile())
        .inheritIO()
        .start()
        .waitFor();
  }

  private static long stackTraces(Path log) throws IOException {
    try (Stream<String> lines = Files.lines(log)) {
      return lines.filter(line -> line.contains("\"stack_trace\"")).limit(1000).count();
    }
  }

  private static @Nullable Path tool() {
    return List.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)).stream()
        .map(directory -> Path.of(directory, "schemathesis"))
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(null);
  }
}
