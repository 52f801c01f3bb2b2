package trunkline.platform.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;

/** The page that shows a description: Swagger UI from the class path, set up by our own script. */
final class DocsPage {
  private static final String UI = "/META-INF/resources/webjars/swagger-ui/";
  private static final String UI_PROPERTIES =
      "/META-INF/maven/org.webjars/swagger-ui/pom.properties";

  /** All that the page asks for, with its type. */
  private static final Map<String, String> MEDIA_TYPES =
      Map.of(
          "swagger-ui.css", "text/css",
          "swagger-ui-bundle.js", "text/javascript",
          "favicon-32x32.png", "image/png",
          "docs.js", "text/javascript");

  /** Once for all services of a process. */
  private static final Map<String, byte[]> ASSETS = new ConcurrentHashMap<>();

  private DocsPage() {}

  static byte[] html(String service) {
    String page = new String(resource("docs.html"), StandardCharsets.UTF_8);
    return page.replace("${service}", service).getBytes(StandardCharsets.UTF_8);
  }

  /** The type of a file of the page; empty when it has no such file. */
  static Optional<String> mediaType(String asset) {
    return Optional.ofNullable(MEDIA_TYPES.get(asset));
  }

  static byte[] bytes(String asset) {
    return ASSETS.computeIfAbsent(asset, file -> resource(where(file)));
  }

  private static String where(String file) {
    return file.equals("docs.js") ? file : UI + version() + "/" + file;
  }

  private static String version() {
    try (InputStream in = open(UI_PROPERTIES)) {
      var properties = new Properties();
      properties.load(in);
      return properties.getProperty("version", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] resource(String name) {
    try (InputStream in = open(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String name) {
    InputStream in = DocsPage.class.getResourceAsStream(name);
    if (in == null) {
      throw new IllegalStateException("no " + name + " on the class path");
    }
    return in;
  }
}
