package trunkline.platform.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import trunkline.platform.config.Configuration;
import trunkline.platform.config.Setting;

/**
 * A file that says how something is; a change of it is reviewed like code. {@code ./trunkline
 * golden} rewrites it.
 */
public final class Golden {
  private Golden() {}

  /** Compares, or writes when asked to; {@code file} is relative to the module. */
  public static void check(Path file, String actual) throws IOException {
    if ("write".equals(System.getProperty("trunkline.golden"))) {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, actual);
      return;
    }
    String expected = Files.exists(file) ? Files.readString(file) : "";
    assertEquals(
        expected, actual, file + " is stale: run ./trunkline golden and review the difference");
  }

  /** The same of one part of a text: what stands between {@code <!-- part -->} and its end. */
  public static void checkPart(Path file, String part, String actual) throws IOException {
    String text = Files.readString(file);
    String mark = "<!-- " + part + " -->\n";
    int begin = text.indexOf(mark) + mark.length();
    int end = text.indexOf("<!-- /" + part + " -->");
    check(file, text.substring(0, begin) + actual + text.substring(end));
  }

  /** The same of a README's table of all settings that a record is read from. */
  public static void checkSettings(String part, Class<? extends Record> settings)
      throws IOException {
    String table =
        Configuration.describe(settings).entrySet().stream()
            .map(Golden::row)
            .collect(
                Collectors.joining(
                    "\n", "| variable | meaning | default |\n|---|---|---|\n", "\n"));
    checkPart(Path.of("README.md"), part, table);
  }

  private static String row(Map.Entry<String, Setting> entry) {
    Setting setting = entry.getValue();
    String value =
        setting.defaultValue().equals(Setting.REQUIRED)
            ? "must be given"
            : "`" + setting.defaultValue() + "`";
    return "| `%s` | %s | %s |"
        .formatted(Configuration.environmentName(entry.getKey()), setting.value(), value);
  }
}
