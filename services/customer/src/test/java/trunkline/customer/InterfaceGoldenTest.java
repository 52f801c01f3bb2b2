package trunkline.customer;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import trunkline.platform.testing.Golden;
import trunkline.platform.testing.SchemaDump;
import trunkline.platform.testing.ServiceUnderTest;

/** What the service can be asked, and what its migrations make of an empty database. */
class InterfaceGoldenTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static ServiceUnderTest service;

  @BeforeAll
  static void start() {
    service = ServiceUnderTest.start(CustomerMain::start);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void routes_areAsReviewed() throws Exception {
    Golden.check(GOLDEN.resolve("routes.txt"), String.join("\n", service.routes()) + "\n");
  }

  @Test
  void schemaFromMigrations_isAsReviewed() throws Exception {
    Golden.check(GOLDEN.resolve("schema.txt"), SchemaDump.of(service.database()));
  }
}
