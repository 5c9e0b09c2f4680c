package dev.teambroker.server.session;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Between a broker and AWS: hands each request on, but keeps those of one action in its hands. */
final class HoldingProxy implements AutoCloseable {
  private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *([0-9]+)\r\n");

  private final URI target;
  private final String held;
  private final ServerSocket listening;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch holds = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);
  private final CompletableFuture<String> delivered = new CompletableFuture<>();

  HoldingProxy(URI target, String action) throws IOException {
    this.target = target;
    this.held = "Action=" + action + "&";
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + listening.getLocalPort());
  }

  boolean holdsOne() {
    return holds.getCount() == 0;
  }

  /** Hands on what it holds; what AWS answers to it. */
  String releases() {
    released.countDown();
    return delivered.join();
  }

  private void accept() {
    try {
      while (!listening.isClosed()) {
        Socket client = listening.accept();
        threads.execute(() -> serve(client));
      }
    } catch (IOException e) {
      closed();
    }
  }

  private void serve(Socket client) {
    try (client) {
      for (byte[] request = read(client.getInputStream());
          request.length > 0;
          request = read(client.getInputStream())) {
        boolean keep = new String(request, ISO_8859_1).contains(held);
        if (keep) {
          holds.countDown();
          released.await();
        }
        byte[] answer = handOn(request);
        if (keep) {
          delivered.complete(new String(answer, ISO_8859_1));
        }
        client.getOutputStream().write(answer);
        client.getOutputStream().flush();
      }
    } catch (IOException e) {
      closed();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private byte[] handOn(byte[] request) throws IOException {
    try (Socket aws = new Socket(target.getHost(), target.getPort())) {
      aws.getOutputStream().write(request);
      aws.getOutputStream().flush();
      return read(aws.getInputStream());
    }
  }

  /** A request or an answer, up to the length that it tells. */
  private static byte[] read(InputStream in) throws IOException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0; next = in.read()) {
      read.write(next);
      if (next == '\n' && read.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
        Matcher length = LENGTH.matcher(read.toString(ISO_8859_1));
        read.writeBytes(in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0));
        return read.toByteArray();
      }
    }
    return new byte[0];
  }

  /** The other side has gone; so has the request. */
  private static void closed() {
    Thread.onSpinWait();
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.shutdownNow();
  }
}
