package dev.teambroker.server.aws;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Signs a call to S3 and sends it once; what S3 says no to is an {@link IOException}. */
@Component
class S3Http {
  private static final int LARGEST_ANSWER = 64 << 20;

  private final AwsProperties properties;
  private final SignedHttp http;

  /** A call: what is sent where, below the endpoint. Not to be changed once it is sent. */
  static final class Call {
    private final SdkHttpRequest.Builder request = SdkHttpRequest.builder();
    private final byte[] body;

    Call(SdkHttpMethod method, String path, byte[] body) {
      request.method(method).encodedPath(path);
      this.body = body;
    }

    Call header(String name, String value) {
      request.putHeader(name, value);
      return this;
    }

    Call query(String name, String value) {
      request.putRawQueryParameter(name, value);
      return this;
    }
  }

  S3Http(AwsProperties properties, SignedHttp http) {
    this.properties = properties;
    this.http = http;
  }

  /** The answer's body. */
  byte[] send(AwsEndpoint endpoint, Call call, AwsKey key) throws IOException {
    HttpResponse<InputStream> answer =
        http.send(
            endpoint,
            "s3",
            call.request,
            call.body,
            key,
            properties.callTimeout(),
            BodyHandlers.ofInputStream());
    try (InputStream body = answer.body()) {
      return answer.statusCode() < 300
          ? whole(body)
          : refused(answer.statusCode(), body.readNBytes(64 * 1024));
    }
  }

  private static byte[] whole(InputStream body) throws IOException {
    byte[] read = body.readNBytes(LARGEST_ANSWER + 1);
    if (read.length > LARGEST_ANSWER) {
      throw new IOException("S3 answered more than " + LARGEST_ANSWER + " bytes");
    }
    return read;
  }

  private static byte[] refused(int status, byte[] body) throws IOException {
    String why;
    try {
      XmlAnswer error = XmlAnswer.parse(body);
      why = error.text("Code").orElse("") + " " + error.text("Message").orElse("");
    } catch (MalformedAnswer e) {
      why = "";
    }
    throw new IOException(("S3 answered " + status + " " + why).strip());
  }
}
