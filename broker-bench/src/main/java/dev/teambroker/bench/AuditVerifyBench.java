package dev.teambroker.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code audit verify} of an export, beside a loop that hashes the same records one by one: both
 * read the file, and the loop is measured without reading as well. The index's fold is timed apart.
 * Each figure is the best of the runs, after one that isn't counted.
 */
final class AuditVerifyBench {
  static final Map<String, Integer> DEFAULTS =
      Map.of("--records", 200_000, "--runs", 5, "--changes", 10);

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path launcher;
  private final int records;
  private final int runs;
  private final int changes;

  private record Kept(long epoch, long number, String body, String hash) {}

  /** What is measured; it may fail. */
  @FunctionalInterface
  private interface Work {
    void run() throws IOException;
  }

  AuditVerifyBench(Path launcher, Flags flags) {
    this.launcher = launcher;
    this.records = flags.of("--records");
    this.runs = flags.of("--runs");
    this.changes = flags.of("--changes");
  }

  int run() throws IOException, InterruptedException {
    Path export = Files.createTempFile("export", ".jsonl");
    try {
      write(export);
      List<Kept> read = read(export);
      ServerClasses server = new ServerClasses(launcher);
      System.out.printf(
          "%,d records, %,d bytes, every %dth with a change; best of %d runs; load %s; %s%n%n",
          records, Files.size(export), changes, runs, Machine.load(), server.described());
      System.out.println("| | records/s |");
      System.out.println("|---|---|");
      double hashing = measure("hashing what is in memory, one by one", () -> hash(read));
      double plain =
          measure("reading the export and hashing, one by one", () -> hash(read(export)));
      double verify = measure("`audit verify` of the export", () -> server.verify(export));
      List<String> bodies = read.stream().map(Kept::body).toList();
      measure("the index's fold alone", () -> server.fold(bodies));
      double command = command(export);
      System.out.printf("| the whole command, with the JVM's start | %,.0f |%n%n", command);
      System.out.printf(
          "`audit verify` makes %.0f %% of reading and hashing, %.0f %% of hashing alone%n",
          100 * verify / plain, 100 * verify / hashing);
      return 0;
    } finally {
      Files.delete(export);
    }
  }

  private double measure(String what, Work work) throws IOException {
    work.run();
    long best = Long.MAX_VALUE;
    for (int i = 0; i < runs; i++) {
      long begin = System.nanoTime();
      work.run();
      best = Math.min(best, System.nanoTime() - begin);
    }
    double rate = records * 1e9 / best;
    System.out.printf("| %s | %,.0f |%n", what, rate);
    return rate;
  }

  private double command(Path export) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    Process verify =
        new ProcessBuilder(launcher.toString(), "audit", "verify", export.toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (verify.waitFor() != 0) {
      throw new IOException("audit verify found a fault in a sound export");
    }
    return records * 1e9 / (System.nanoTime() - begin);
  }

  private void write(Path export) throws IOException {
    String hash = "0".repeat(64);
    MessageDigest sha256 = sha256();
    try (BufferedWriter out = Files.newBufferedWriter(export)) {
      for (int number = 1; number <= records; number++) {
        String body = number % changes == 0 ? change(number) : issued(number);
        hash = hashAfter(sha256, hash, 1, number, body);
        out.write(JSON.writeValueAsString(new Kept(1, number, body, hash)));
        out.write('\n');
      }
    }
  }

  private static String issued(int number) {
    return """
    {"ends":{"epoch":1,"number":%d},"at":"2026-01-01T00:00:00.123456Z","action":\
    "session.issued","requestId":"%032x","source":"192.0.2.17","member":{"id":"m-%020d",\
    "name":"anna"},"device":{"id":"d-%020d","name":"laptop"},"attributes":{"sharedUser":\
    "deploy","account":"123456789012","kind":"role","accessKeyId":"ASIA%016d","expiration":\
    "2026-01-01T01:00:00Z","role":"arn:aws:iam::123456789012:role/Deploy"}}\
    """
        .formatted(number - 1, number, number % 10_000, number % 10_000, number);
  }

  private static String change(int number) {
    return """
    {"at":"2026-01-01T00:00:00.123456Z","action":"device.added","attributes":{"name":"laptop"},\
    "changes":[{"kind":"device","id":"d-%d","version":1,"mac":"%064x","removed":false}]}\
    """
        .formatted(number, number);
  }

  private static List<Kept> read(Path export) throws IOException {
    List<Kept> read = new ArrayList<>();
    try (BufferedReader lines = Files.newBufferedReader(export)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode json = JSON.readTree(line);
        read.add(
            new Kept(
                json.path("epoch").asLong(),
                json.path("number").asLong(),
                json.path("body").asString(),
                json.path("hash").asString()));
      }
    }
    return read;
  }

  private static void hash(List<Kept> records) {
    String hash = "0".repeat(64);
    MessageDigest sha256 = sha256();
    for (Kept record : records) {
      hash = hashAfter(sha256, hash, record.epoch(), record.number(), record.body());
      if (!hash.equals(record.hash())) {
        throw new IllegalStateException("record " + record.number());
      }
    }
  }

  private static String hashAfter(
      MessageDigest sha256, String previous, long epoch, long number, String body) {
    sha256.update(HexFormat.of().parseHex(previous));
    sha256.update(ByteBuffer.allocate(16).putLong(epoch).putLong(number).array());
    return HexFormat.of().formatHex(sha256.digest(body.getBytes(StandardCharsets.UTF_8)));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
