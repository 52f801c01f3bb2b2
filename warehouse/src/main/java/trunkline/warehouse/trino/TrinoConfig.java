package trunkline.warehouse.trino;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * What one run of Trino is configured by, in a folder of its own: one node, on this machine only,
 * over TLS, and in with a token of ours or not at all.
 *
 * @param folder of the run; readable by its owner only
 * @param port where SQL is asked, over TLS
 */
record TrinoConfig(Path folder, int port) {
  static final String AUDIENCE = "trino";

  /** In the server's environment, so that the token lies in no file. */
  static final String CATALOG_TOKEN = "TRINO_CATALOG_TOKEN";

  private static final String KEYTOOL = "keytool";

  /** Writes the files; {@code inner} is the port by which the node calls itself. */
  void write(TrinoInstallation installation, CatalogEndpoint catalog, OwnTokens tokens, int inner) {
    try {
      Files.createDirectories(folder.resolve("catalog"));
      Files.createDirectories(folder.resolve("plugin"));
      Files.createSymbolicLink(folder.resolve("plugin/iceberg"), installation.iceberg());
      Path key = Files.writeString(folder.resolve("token-key.pem"), tokens.pem());
      String password = UUID.randomUUID().toString();
      certificate(password);
      Files.writeString(file(), server(inner, key, password));
      Files.writeString(folder.resolve("catalog/lake.properties"), lake(catalog));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path file() {
    return folder.resolve("config.properties");
  }

  /** Whom a client is to trust. */
  Path certificate() {
    return folder.resolve("certificate.pem");
  }

  private Path keys() {
    return folder.resolve("tls.p12");
  }

  private String server(int inner, Path key, String password) {
    return """
        coordinator=true
        node-scheduler.include-coordinator=true
        node.environment=trunkline
        node.id=trunkline
        node.bind-ip=127.0.0.1
        node.internal-address=127.0.0.1
        http-server.http.port=%1$d
        discovery.uri=http://127.0.0.1:%1$d
        internal-communication.shared-secret=%2$s
        http-server.https.enabled=true
        http-server.https.port=%3$d
        http-server.https.keystore.path=%4$s
        http-server.https.keystore.key=%5$s
        http-server.authentication.type=JWT
        http-server.authentication.jwt.key-file=%6$s
        http-server.authentication.jwt.required-issuer=%7$s
        http-server.authentication.jwt.required-audience=%8$s
        http-server.log.enabled=false
        plugin.dir=%9$s
        catalog.config-dir=%10$s
        """
        .formatted(
            inner,
            UUID.randomUUID(),
            port,
            keys(),
            password,
            key,
            OwnTokens.ISSUER,
            AUDIENCE,
            folder.resolve("plugin"),
            folder.resolve("catalog"));
  }

  /** Trino reads {@code file:///…} below its {@code local.location}: all locations are absolute. */
  private static String lake(CatalogEndpoint catalog) {
    return """
        connector.name=iceberg
        iceberg.catalog.type=rest
        iceberg.rest-catalog.uri=%s
        iceberg.rest-catalog.security=OAUTH2
        iceberg.rest-catalog.oauth2.token=${ENV:%s}
        iceberg.rest-catalog.oauth2.token-refresh-enabled=false
        iceberg.rest-catalog.view-endpoints-enabled=false
        iceberg.extended-statistics.collect-on-write=false
        fs.native-local.enabled=true
        local.location=/
        """
        .formatted(catalog.uri(), CATALOG_TOKEN);
  }

  /** Made anew for each run by the JDK's own tool, for this machine's own address. */
  private void certificate(String password) throws IOException {
    keytool(
        password,
        "-genkeypair",
        "-keyalg",
        "EC",
        "-dname",
        "CN=127.0.0.1",
        "-ext",
        "SAN=ip:127.0.0.1",
        "-validity",
        "365");
    keytool(password, "-exportcert", "-rfc", "-file", certificate().toString());
  }

  private void keytool(String password, String... arguments) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", KEYTOOL).toString());
    command.addAll(List.of(arguments));
    command.addAll(
        List.of(
            "-alias",
            "trino",
            "-storetype",
            "PKCS12",
            "-keystore",
            keys().toString(),
            "-storepass:env",
            "STORE_PASSWORD"));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("STORE_PASSWORD", password);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
        throw new IOException("keytool made no certificate: " + said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a certificate was made", e);
    }
  }
}
