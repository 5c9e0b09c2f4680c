package dev.teambroker.sandbox.contract;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** The same contract, kept by moto: a second opinion on the protocols. */
class MotoContractTest extends AwsContract {
  @Override
  AwsUnderTest start() {
    Tools.need("moto", "pip install 'moto[server]'", "moto_server", "--help");
    return new MotoUnderTest();
  }

  /** A moto server that checks signatures and permissions once it is set up. */
  private static final class MotoUnderTest implements AwsUnderTest {
    private static final ContractCall.Keys ANYBODY = new ContractCall.Keys("setup", "setup", "");
    private static final String ALLOW_ALL =
        """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""";
    private static final String TRUST =
        """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",\
        "Principal":{"AWS":"arn:aws:iam::123456789012:user/anna"}}]}""";

    private final int port = freePort();
    private final Process process;
    private final ContractCall.Keys key;

    MotoUnderTest() {
      try {
        ProcessBuilder builder =
            new ProcessBuilder("moto_server", "-H", "127.0.0.1", "-p", Integer.toString(port));
        CleanEnvironment.make(builder.environment());
        process =
            builder
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        await().atMost(Duration.ofSeconds(60)).until(this::listens);
        key = setUp();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private boolean listens() {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return socket.isConnected();
      } catch (IOException e) {
        return false;
      }
    }

    private ContractCall.Keys setUp() {
      try (AwsSdk sdk = new JavaSdk()) {
        iam(sdk, "CreateUser", Map.of("UserName", "anna"));
        iam(
            sdk,
            "PutUserPolicy",
            Map.of("UserName", "anna", "PolicyName", "all", "PolicyDocument", ALLOW_ALL));
        iam(sdk, "CreateRole", Map.of("RoleName", "Deploy", "AssumeRolePolicyDocument", TRUST));
        ContractReply made = iam(sdk, "CreateAccessKey", Map.of("UserName", "anna"));
        checkSignaturesFromNowOn();
        return new ContractCall.Keys(
            made.text("AccessKey/AccessKeyId"), made.text("AccessKey/SecretAccessKey"), "");
      }
    }

    private ContractReply iam(AwsSdk sdk, String operation, Map<String, Object> parameters) {
      return sdk.make(new ContractCall(endpoint(), ANYBODY, "iam", operation, parameters)).ok();
    }

    private void checkSignaturesFromNowOn() {
      HttpRequest request =
          HttpRequest.newBuilder(endpoint().resolve("/moto-api/reset-auth"))
              .POST(HttpRequest.BodyPublishers.ofString("0"))
              .build();
      try (HttpClient http = HttpClient.newHttpClient()) {
        http.send(request, HttpResponse.BodyHandlers.discarding());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private static int freePort() {
      try (ServerSocket socket = new ServerSocket(0)) {
        return socket.getLocalPort();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public URI endpoint() {
      return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public ContractCall.Keys annasKey() {
      return key;
    }

    /** The SDK for Java can't read the errors of moto's check of signatures. */
    @Override
    public String code(Sdks sdk, String code) {
      return sdk == Sdks.JAVA ? "" : code;
    }

    @Override
    public void close() {
      process.destroy();
    }
  }
}
