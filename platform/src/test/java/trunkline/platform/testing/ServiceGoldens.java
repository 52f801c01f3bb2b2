package trunkline.platform.testing;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import trunkline.platform.service.ServiceConfig;

/** What a service can be asked and told, and what its migrations make of an empty database. */
public interface ServiceGoldens extends DocumentContract {
  Path GOLDEN = Path.of("src/test/resources/golden");

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
    Golden.checkSettings("settings", settings());
  }
}
