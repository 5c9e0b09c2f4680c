package dev.teambroker.server.audit.stream;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A receiver's key and certificate, for localhost by default, by the JDK's keytool. */
public record TlsReceiver(SSLContext context, Path certificate) {
  private static final String PASSWORD = "changeit";

  public static TlsReceiver in(Path folder) throws Exception {
    return in(folder, "localhost");
  }

  /** The same for another name. */
  public static TlsReceiver in(Path folder, String host) throws Exception {
    Path store = folder.resolve("receiver.p12");
    Path certificate = folder.resolve("receiver.pem");
    List<String> common =
        List.of("-alias", "receiver", "-keystore", store.toString(), "-storepass", PASSWORD);
    keytool(
        common, "-genkeypair", "-keyalg", "EC", "-dname", "CN=" + host, "-ext", "SAN=dns:" + host);
    keytool(common, "-exportcert", "-rfc", "-file", certificate.toString());
    return new TlsReceiver(context(store), certificate);
  }

  private static void keytool(List<String> common, String... more) throws Exception {
    List<String> command = new java.util.ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(more));
    command.addAll(common);
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (keytool.waitFor() != 0) {
      throw new IOException(said);
    }
  }

  private static SSLContext context(Path store) throws GeneralSecurityException, IOException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }
}
