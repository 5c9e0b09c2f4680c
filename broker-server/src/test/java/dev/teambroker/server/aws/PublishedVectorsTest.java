package dev.teambroker.server.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.protocol.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * AWS's own test suite for Signature Version 4, but for paths that hold what no HTTP client sends
 * unescaped, and for S3's way of leaving paths as they are.
 */
class PublishedVectorsTest {
  private static final SigV4.Scope SCOPE =
      new SigV4.Scope("20150830T123600Z", "us-east-1", "service");

  record Vector(String name, List<String> lines) {
    String after(String mark) {
      return lines.stream()
          .filter(line -> line.startsWith(mark))
          .map(line -> line.substring(mark.length()))
          .findFirst()
          .orElse("");
    }

    @Override
    public String toString() {
      return name;
    }
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void areSignedAsAwsSays(Vector vector) {
    AwsKey key =
        AwsKey.longTerm("AKIDEXAMPLE", Secret.of("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"));
    String bodyHash = HexFormat.of().formatHex(Hmac.sha256(vector.after(">").getBytes(UTF_8)));
    assertThat(SigV4.signature(key, SCOPE, new CanonicalRequest(request(vector), bodyHash)))
        .isEqualTo(vector.after("="));
  }

  private static SdkHttpRequest request(Vector vector) {
    String[] start = vector.lines().getFirst().split(" ", 2);
    String[] target = start[1].split("\\?", 2);
    SdkHttpRequest.Builder request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.fromValue(start[0]))
            .protocol("https")
            .host("example.amazonaws.com")
            .encodedPath(target[0])
            .putHeader("X-Amz-Date", SCOPE.time());
    if (target.length == 2) {
      for (String pair : target[1].split("&", -1)) {
        String[] parts = pair.split("=", 2);
        request.appendRawQueryParameter(decoded(parts[0]), decoded(parts[1]));
      }
    }
    for (String line : vector.lines().subList(1, vector.lines().size())) {
      if (!line.startsWith(">") && !line.startsWith("=")) {
        String[] header = line.split(":", 2);
        request.appendHeader(header[0], header[1].replace("\\n", "\n"));
      }
    }
    return request.build();
  }

  private static String decoded(String text) {
    return java.net.URLDecoder.decode(text, UTF_8);
  }

  static Stream<Vector> vectors() throws IOException {
    List<Vector> vectors = new ArrayList<>();
    try (InputStream in =
        requireNonNull(PublishedVectorsTest.class.getResourceAsStream("sigv4-vectors.txt"))) {
      new String(in.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .forEach(
              line -> {
                if (line.startsWith("[")) {
                  vectors.add(new Vector(line, new ArrayList<>()));
                } else {
                  vectors.getLast().lines().add(line);
                }
              });
    }
    assertThat(vectors).hasSize(28);
    return vectors.stream();
  }
}
