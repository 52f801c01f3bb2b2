package trunkline.platform.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import trunkline.platform.config.Configuration;
import trunkline.platform.config.Setting;
import trunkline.platform.service.ServiceConfig;

/** What a service can be asked and told, and what its migrations make of an empty database. */
public interface ServiceGoldens extends DocumentContract {
  Path GOLDEN = Path.of("src/test/resources/golden");
  Path README = Path.of("README.md");

  /** The record that the service reads its settings into. */
  default Class<? extends Record> settings() {
    return ServiceConfig.class;
  }

  @Test
  default void routes_areAsReviewed() throws IOException {
    Golden.check(GOLDEN.resolve("routes.txt"), String.join("\n", service().routes()) + "\n");
  }

  @Test
  default void openApi_isAsReviewed() throws IOException {
    Path file = Path.of("../../contracts/openapi").resolve(service().name() + ".yaml");
    Golden.check(file, service().stranger().get(docs() + "/openapi.yaml").text());
  }

  @Test
  default void schemaFromMigrations_isAsReviewed() throws Exception {
    Golden.check(GOLDEN.resolve("schema.txt"), SchemaDump.of(service().database()));
  }

  @Test
  default void readme_listsEverySetting() throws IOException {
    String table =
        Configuration.describe(settings()).entrySet().stream()
            .map(ServiceGoldens::row)
            .collect(
                Collectors.joining(
                    "\n", "| variable | meaning | default |\n|---|---|---|\n", "\n"));
    Golden.checkPart(README, "settings", table);
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
