package dev.teambroker.sandbox.contract;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An SDK in a process of its own, that reads calls and writes answers, a line each. */
final class ProcessSdk implements AwsSdk {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Process process;
  private final Writer calls;
  private final BufferedReader answers;

  private ProcessSdk(Process process) {
    this.process = process;
    this.calls = process.outputWriter(StandardCharsets.UTF_8);
    this.answers = process.inputReader(StandardCharsets.UTF_8);
  }

  static ProcessSdk start(Path directory, String... command) {
    try {
      ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
      CleanEnvironment.make(builder.environment());
      return new ProcessSdk(builder.redirectError(ProcessBuilder.Redirect.INHERIT).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public ContractReply make(ContractCall call) {
    try {
      calls.write(JSON.writeValueAsString(json(call)) + "\n");
      calls.flush();
      JsonNode answer = JSON.readTree(Objects.requireNonNull(answers.readLine(), "no answer"));
      return new ContractReply(
          answer.path("output"), answer.path("status").asInt(0), answer.path("code").asString(""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Object> json(ContractCall call) {
    return Map.of(
        "Endpoint",
        call.endpoint().toString(),
        "Service",
        call.service(),
        "Operation",
        call.operation(),
        "Parameters",
        call.parameters(),
        "Credentials",
        Map.of(
            "AccessKeyId",
            call.keys().id(),
            "SecretAccessKey",
            call.keys().secret(),
            "SessionToken",
            call.keys().token()));
  }

  @Override
  public void close() {
    process.destroy();
  }
}
