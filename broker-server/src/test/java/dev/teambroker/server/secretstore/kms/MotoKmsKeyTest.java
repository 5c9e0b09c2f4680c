package dev.teambroker.server.secretstore.kms;

import dev.teambroker.server.aws.MotoServer;
import dev.teambroker.server.secretstore.KeyEncryptionKey;
import dev.teambroker.server.secretstore.KeyEncryptionKeyContract;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import tools.jackson.databind.json.JsonMapper;

/** The same over moto: a second opinion on KMS's protocol. */
class MotoKmsKeyTest extends KeyEncryptionKeyContract {
  private static MotoServer moto;
  private static KeyEncryptionKey key;
  private static KeyEncryptionKey other;

  @BeforeAll
  static void start() throws Exception {
    moto = new MotoServer();
    key = opened();
    other = opened();
  }

  private static KeyEncryptionKey opened() throws Exception {
    return KmsOfSandbox.source(moto.url(), "kms:" + madeKey()).find().orElseThrow();
  }

  private static String madeKey() throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      String answer =
          http.send(
                  HttpRequest.newBuilder(moto.url().resolve("/"))
                      .header("Content-Type", "application/x-amz-json-1.1")
                      .header("X-Amz-Target", "TrentService.CreateKey")
                      .header(
                          "Authorization",
                          "AWS4-HMAC-SHA256 Credential=x/20260101/eu-central-1/kms/aws4_request,"
                              + " SignedHeaders=host, Signature=x")
                      .POST(
                          HttpRequest.BodyPublishers.ofString(
                              "{\"KeyUsage\": \"ENCRYPT_DECRYPT\"}"))
                      .build(),
                  BodyHandlers.ofString())
              .body();
      return JsonMapper.shared().readTree(answer).path("KeyMetadata").path("Arn").asString();
    }
  }

  @AfterAll
  static void stop() {
    if (moto != null) {
      moto.close();
    }
  }

  @Override
  protected KeyEncryptionKey key() {
    return key;
  }

  @Override
  protected KeyEncryptionKey otherKey() {
    return other;
  }
}
