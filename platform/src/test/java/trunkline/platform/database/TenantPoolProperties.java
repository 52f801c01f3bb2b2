package trunkline.platform.database;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import trunkline.local.postgres.DatabaseAccess;
import trunkline.local.postgres.Postgres;
import trunkline.platform.log.LogUnderTest;
import trunkline.platform.testing.TestDatabase;

/** However tenants share two connections, each call sees its own tenant, also after failures. */
class TenantPoolProperties {
  private static final Database DATABASE = open();

  /** A call of a tenant, and how it ends. */
  record Use(String tenant, boolean inTransaction, boolean fails) {}

  private static Database open() {
    DatabaseAccess access = Postgres.temporary().newDatabase();
    var config = TestDatabase.config(access, 2, Duration.ofSeconds(10));
    return Database.open("pool-of-two", config, LogUnderTest.migrations());
  }

  @AfterContainer
  static void close() {
    DATABASE.close();
  }

  @Provide
  Arbitrary<List<Use>> uses() {
    return Combinators.combine(
            Arbitraries.of("a", "b", "c", Database.ALL_TENANTS),
            Arbitraries.of(true, false),
            Arbitraries.of(false, false, false, true))
        .as(Use::new)
        .list()
        .ofMinSize(2)
        .ofMaxSize(60);
  }

  @Property(tries = 40)
  void anyUses_eachSeesItsOwnTenant(@ForAll("uses") List<Use> uses) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      var answers = new ArrayList<Future<String>>();
      for (Use use : uses) {
        answers.add(threads.submit(() -> tenantOf(use)));
      }
      for (int i = 0; i < uses.size(); i++) {
        assertEquals(uses.get(i).tenant(), answers.get(i).get());
      }
    }
  }

  private static String tenantOf(Use use) {
    var seen = new ArrayList<String>();
    SqlWork<Boolean> work =
        connection -> {
          ResultSet row =
              connection
                  .prepareStatement("SELECT current_setting('trunkline.tenant', true)")
                  .executeQuery();
          row.next();
          seen.add(row.getString(1));
          return use.fails() && connection.prepareStatement("SELECT 1 / 0").execute();
        };
    try {
      Boolean _ =
          use.inTransaction()
              ? DATABASE.inTransaction(use.tenant(), work)
              : DATABASE.call(use.tenant(), work);
    } catch (DatabaseFailure e) {
      assertEquals("22012", e.state());
    }
    return seen.getFirst();
  }
}
