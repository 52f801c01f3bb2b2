package trunkline.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trunkline.platform.config.Configuration;
import trunkline.platform.config.InvalidConfiguration;
import trunkline.platform.config.Setting;

/** The settings, and that the README tells the truth about them. */
class BridgeConfigTest {
  private static final Map<String, String> LEAST =
      Map.of(
          "TRUNKLINE_BRIDGE_STATE_URL", "jdbc:postgresql://127.0.0.1/bridge",
          "TRUNKLINE_BRIDGE_STATE_USER", "bridge",
          "TRUNKLINE_BRIDGE_STATE_PASSWORD", "s");

  @Test
  void readme_listsEverySetting() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    String table =
        Configuration.describe(BridgeConfig.class).entrySet().stream()
            .map(e -> row(e.getKey(), e.getValue()))
            .collect(Collectors.joining("\n", "| name | what | default |\n|---|---|---|\n", "\n"));
    String marked = "<!-- settings -->\n" + table + "<!-- /settings -->";
    assertTrue(readme.contains(marked), () -> "bridge/README.md must hold:\n" + marked);
  }

  @Test
  void othersSettings_leftToOthers() {
    Map<String, String> environment = new HashMap<>(LEAST);
    environment.put("TRUNKLINE_HOME", "/somewhere");
    assertEquals("bridge", BridgeConfig.fromEnvironment(environment).clientId());
  }

  @Test
  void secretInAFile_readWithoutItsNewline(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), "s3cret\n");
    Map<String, String> environment = new HashMap<>(LEAST);
    environment.put("TRUNKLINE_BRIDGE_CLIENT_SECRET_FILE", file.toString());
    assertEquals("s3cret", BridgeConfig.fromEnvironment(environment).secret());
    environment.put("TRUNKLINE_BRIDGE_CLIENT_SECRET_FILE", folder.resolve("none").toString());
    assertThrows(
        InvalidConfiguration.class, () -> BridgeConfig.fromEnvironment(environment).secret());
  }

  private static String row(String key, Setting setting) {
    String name = Configuration.environmentName("bridge." + key);
    String otherwise =
        switch (setting.defaultValue()) {
          case Setting.REQUIRED -> "required";
          case "" -> "";
          default -> "`" + setting.defaultValue() + "`";
        };
    return "| `%s` | %s | %s |".formatted(name, setting.value(), otherwise);
  }
}
