package dev.teambroker.server.audit.stream;

import dev.teambroker.server.web.BearerToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Posts JSON lines; any answer in the 200s says that they were taken. */
final class HttpsSink implements RecordSink {
  private final URI url;
  private final @Nullable Path bearerTokenFile;
  private final Duration timeout;
  private final HttpClient http;

  HttpsSink(URI url, @Nullable Path bearerTokenFile, SSLContext trusted, Duration timeout) {
    this.url = url;
    this.bearerTokenFile = bearerTokenFile;
    this.timeout = timeout;
    this.http =
        HttpClient.newBuilder()
            .sslContext(trusted)
            .connectTimeout(timeout)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  @Override
  public void take(List<SentRecord> records) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (SentRecord record : records) {
      body.write(record.jsonLine());
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .timeout(timeout)
            .header("Content-Type", "application/x-ndjson")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()));
    BearerToken.add(request, bearerTokenFile);
    try {
      int status = http.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
      if (status < 200 || status > 299) {
        throw new IOException("the receiver answered " + status);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("stopping");
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
