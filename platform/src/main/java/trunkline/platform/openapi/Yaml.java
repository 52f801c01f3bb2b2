package trunkline.platform.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.representer.Representer;
import trunkline.platform.json.Json;

/** Reads our own YAML, aliases resolved, and writes documents so that a person can read them. */
final class Yaml {
  private static final int LINE = 120;

  private Yaml() {}

  /** A file beside this class on the class path. */
  static ObjectNode read(String file) {
    try (InputStream in = Yaml.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("no " + file + " on the class path");
      }
      Object loaded =
          new org.yaml.snakeyaml.Yaml(new SafeConstructor(new LoaderOptions()))
              .load(new InputStreamReader(in, StandardCharsets.UTF_8));
      return Json.mapper().valueToTree(loaded);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Short maps and lists of plain values on one line, everything else in blocks. */
  static String write(JsonNode document) {
    var options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.AUTO);
    options.setWidth(LINE);
    options.setIndicatorIndent(2);
    options.setIndentWithIndicator(true);
    return new org.yaml.snakeyaml.Yaml(new Representer(options), options)
        .dump(Json.mapper().convertValue(document, Object.class));
  }
}
