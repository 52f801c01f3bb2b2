package trunkline.customer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import trunkline.platform.config.Configuration;
import trunkline.platform.config.Setting;
import trunkline.platform.service.ServiceConfig;
import trunkline.platform.testing.Golden;

/** The table of settings in the README is made from the record that is read. */
class SettingsGoldenTest {
  private static final Path README = Path.of("README.md");
  private static final String BEGIN = "<!-- settings -->\n";
  private static final String END = "<!-- /settings -->";

  @Test
  void readme_listsEverySetting() throws IOException {
    String text = Files.readString(README);
    int begin = text.indexOf(BEGIN) + BEGIN.length();
    String expected = text.substring(0, begin) + table() + text.substring(text.indexOf(END));
    Golden.check(README, expected);
  }

  private static String table() {
    return Configuration.describe(ServiceConfig.class).entrySet().stream()
        .map(SettingsGoldenTest::row)
        .collect(
            Collectors.joining("\n", "| variable | meaning | default |\n|---|---|---|\n", "\n"));
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
