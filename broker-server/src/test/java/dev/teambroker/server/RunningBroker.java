package dev.teambroker.server;

import dev.teambroker.server.database.DataDirectory;
import dev.teambroker.server.database.TestDatabase;
import dev.teambroker.server.web.ServerPin;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole service on free ports over a test's database, started as its command line does. */
public final class RunningBroker implements AutoCloseable {
  private final ConfigurableApplicationContext context;
  private final HttpClient client;

  private RunningBroker(ConfigurableApplicationContext context) {
    this.context = context;
    this.client =
        context
            .getBean(ServerPin.class)
            .pin()
            .map(PinnedClient::of)
            .orElseGet(HttpClient::newHttpClient);
  }

  public static RunningBroker on(TestDatabase database, String... options) {
    List<String> arguments = new ArrayList<>();
    database.properties().stream().map("--"::concat).forEach(arguments::add);
    arguments.addAll(List.of(options));
    return with(arguments);
  }

  /** With these options and on free ports. */
  static RunningBroker with(List<String> options) {
    List<String> arguments = new ArrayList<>(options);
    arguments.add("--broker.web.port=0");
    arguments.add("--broker.management.port=0");
    return new RunningBroker(
        new Launch(BrokerServer.class, Map.of(), System.err)
            .start(CommandLine.of(arguments, Map.of())));
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  public HttpClient client() {
    return client;
  }

  public String pin() {
    return bean(ServerPin.class).pin().orElseThrow();
  }

  public int port() {
    return readPort("server.port");
  }

  public int managementPort() {
    return readPort("management.port");
  }

  public Path file(String name) {
    return context.getBean(DataDirectory.class).resolve(name);
  }

  public HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create("https://localhost:" + port() + path)).build());
  }

  public HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return client.send(request, BodyHandlers.ofString());
  }

  public HttpResponse<String> management(String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + managementPort() + path);
    return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  private int readPort(String name) {
    try {
      return Integer.parseInt(Files.readString(file(name)).strip());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
