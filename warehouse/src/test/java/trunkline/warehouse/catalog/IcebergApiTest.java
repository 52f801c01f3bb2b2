package trunkline.warehouse.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.ForbiddenException;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.exceptions.NotAuthorizedException;
import org.apache.iceberg.rest.RESTCatalog;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import trunkline.platform.testing.Answer;
import trunkline.platform.testing.Client;
import trunkline.platform.testing.Issuer;
import trunkline.warehouse.ServedWarehouse;

/** Iceberg's own client, as Trino, Spark and others have it, against the served catalog. */
class IcebergApiTest {
  private static final String[] READER = {
    "warehouse:read", "warehouse:read-personal", "warehouse:all-tenants"
  };
  private static final String[] WRITER = {
    "warehouse:read", "warehouse:read-personal", "warehouse:all-tenants", "warehouse:write"
  };
  private static final Schema ONE_COLUMN =
      new Schema(Types.NestedField.optional(1, "n", Types.LongType.get()));
  // no Map.of: the client looks for null keys
  private static final Map<String, String> OWNER = new HashMap<>(Map.of("owner", "tester"));
  private static final TableIdentifier PARTY = TableIdentifier.of("core", "dim_party");

  private static final Path HOME = ServedWarehouse.filled();
  private static ServedWarehouse served;

  @BeforeAll
  static void start() {
    served = ServedWarehouse.start(HOME);
  }

  @AfterAll
  static void stop() {
    served.close();
  }

  private static RESTCatalog catalog(String... scopes) {
    var catalog = new RESTCatalog();
    catalog.initialize(
        "trunkline",
        Map.of(
            "uri",
            served.base() + "/iceberg",
            "token",
            Issuer.shared().token("acme", scopes),
            "token-refresh-enabled",
            "false",
            "io-impl",
            PlainFiles.class.getName()));
    return catalog;
  }

  @Test
  void reader_seesLayersTablesAndFiles() throws IOException {
    try (RESTCatalog catalog = catalog(READER)) {
      assertTrue(catalog.listNamespaces().contains(Namespace.of("marts")));
      assertTrue(catalog.namespaceExists(Namespace.of("core")));
      assertFalse(catalog.namespaceExists(Namespace.of("nothing")));
      assertTrue(catalog.listTables(Namespace.of("core")).contains(PARTY));
      assertTrue(catalog.tableExists(PARTY));
      assertFalse(catalog.tableExists(TableIdentifier.of("core", "nothing")));
      Table party = catalog.loadTable(PARTY);
      long rows = 0;
      try (var tasks = party.newScan().planFiles()) {
        for (FileScanTask task : tasks) {
          assertTrue(task.file().location().startsWith("file:///"), task.file().location());
          assertTrue(party.io().newInputFile(task.file().location()).exists());
          rows += task.file().recordCount();
        }
      }
      assertEquals(3, rows);
      assertThrows(
          NoSuchTableException.class, () -> catalog.loadTable(TableIdentifier.of("core", "no")));
      assertThrows(
          NoSuchNamespaceException.class, () -> catalog.listTables(Namespace.of("nothing")));
    }
    try (var files = Files.walk(HOME.resolve("lake/audit"))) {
      List<String> records = new ArrayList<>();
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        records.add(Files.readString(file));
      }
      String wanted = "\"kind\":\"table\",\"sql\":\"\",\"tables\":[\"core.dim_party\"],\"rows\":3";
      assertTrue(records.stream().anyMatch(record -> record.contains(wanted)), wanted);
    }
  }

  @Test
  void writer_makesChangesRenamesAndDrops() throws IOException {
    TableIdentifier one = TableIdentifier.of("lab", "one");
    TableIdentifier two = TableIdentifier.of("lab", "two");
    try (RESTCatalog catalog = catalog(WRITER)) {
      catalog.createNamespace(Namespace.of("lab"), OWNER);
      assertThrows(
          AlreadyExistsException.class, () -> catalog.createNamespace(Namespace.of("lab"), OWNER));
      assertEquals("tester", catalog.loadNamespaceMetadata(Namespace.of("lab")).get("owner"));
      Table table = catalog.createTable(one, ONE_COLUMN);
      table.updateSchema().addColumn("text", Types.StringType.get()).commit();
      table.newAppend().appendFile(file("a")).commit();
      assertEquals(2, catalog.loadTable(one).schema().columns().size());
      var staged =
          catalog.newCreateTableTransaction(TableIdentifier.of("lab", "three"), ONE_COLUMN);
      staged.newAppend().appendFile(file("b")).commit();
      staged.commitTransaction();
      assertTrue(catalog.tableExists(TableIdentifier.of("lab", "three")));
      catalog.renameTable(one, two);
      assertFalse(catalog.tableExists(one));
      assertThrows(Exception.class, () -> catalog.dropTable(two, true));
      assertTrue(catalog.dropTable(two, false));
      assertFalse(catalog.tableExists(two));
    }
  }

  /** What a client sends who has seen the table before another's commit. */
  @Test
  void ofTwoRacingCommits_theLaterIsToldSo_andClientsThatTryAgainLoseNothing() throws Exception {
    TableIdentifier name = TableIdentifier.of("race", "t");
    try (RESTCatalog catalog = catalog(WRITER)) {
      catalog.createNamespace(Namespace.of("race"), OWNER);
      Table table = catalog.buildTable(name, ONE_COLUMN).create();
      table.newAppend().appendFile(file("first")).commit();
      String late =
          """
          {"requirements":[{"type":"assert-ref-snapshot-id","ref":"main","snapshot-id":null}],
           "updates":[{"action":"set-properties","updates":{"comment":"late"}}]}
          """;
      Client client = new Client(served.base(), Issuer.shared().token("acme", WRITER));
      Answer answer = client.post("/iceberg/v1/namespaces/race/tables/t", late);
      assertEquals(409, answer.status(), answer.text());
      assertEquals("CommitFailedException", answer.json().at("/error/type").asText());
      try (var threads = Executors.newFixedThreadPool(3)) {
        for (var append :
            IntStream.range(0, 3).mapToObj(n -> threads.submit(() -> append(name, n))).toList()) {
          append.get();
        }
      }
      table.refresh();
      assertEquals("4", table.currentSnapshot().summary().get("total-data-files"));
    }
  }

  private static void append(TableIdentifier name, int number) {
    try (RESTCatalog own = catalog(WRITER)) {
      own.loadTable(name).newAppend().appendFile(file("racing-" + number)).commit();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whoMayNot_isRefusedInTheProtocolsOwnForm() throws IOException {
    assertThrows(NotAuthorizedException.class, () -> nobody().close());
    try (RESTCatalog masked = catalog("warehouse:read");
        RESTCatalog ofOneTelco = catalog("warehouse:read", "warehouse:read-personal");
        RESTCatalog reader = catalog(READER)) {
      assertTrue(masked.listTables(Namespace.of("core")).contains(PARTY));
      assertThrows(ForbiddenException.class, () -> masked.loadTable(PARTY));
      assertThrows(ForbiddenException.class, () -> ofOneTelco.loadTable(PARTY));
      Table party = reader.loadTable(PARTY);
      assertThrows(
          ForbiddenException.class,
          () -> party.updateProperties().set("comment", "changed").commit());
      assertThrows(ForbiddenException.class, () -> reader.dropTable(PARTY, false));
      assertThrows(
          ForbiddenException.class,
          () -> reader.createNamespace(Namespace.of("not-allowed"), OWNER));
    }
    Answer answer = new Client(served.base(), "").get("/iceberg/v1/namespaces");
    assertEquals(401, answer.status());
    assertEquals("NotAuthorizedException", answer.json().at("/error/type").asText());
    assertEquals(401, answer.json().at("/error/code").asInt());
    Client reader = new Client(served.base(), Issuer.shared().token("acme", WRITER));
    for (String body : List.of("{", "null", "[]", "\"x\"", "{\"updates\":7}")) {
      Answer bad = reader.post("/iceberg/v1/namespaces/core/tables/dim_party", body);
      assertEquals(400, bad.status(), body + " " + bad.text());
      assertTrue(bad.json().at("/error/message").isTextual(), bad.text());
    }
  }

  private static RESTCatalog nobody() {
    var catalog = new RESTCatalog();
    catalog.initialize("trunkline", Map.of("uri", served.base() + "/iceberg"));
    return catalog;
  }

  /** The server writes metadata where a table lies; a caller must not choose any place of it. */
  @Test
  void tableElsewhere_isRefused() throws IOException {
    Path elsewhere = HOME.resolve("elsewhere");
    TableIdentifier name = TableIdentifier.of("places", "t");
    try (RESTCatalog catalog = catalog(WRITER)) {
      catalog.createNamespace(Namespace.of("places"), OWNER);
      for (String place :
          List.of(
              elsewhere.toUri().toString(),
              "file://" + HOME + "/lake/tables/../../elsewhere",
              "relative/place",
              "s3://bucket/place")) {
        assertThrows(
            ForbiddenException.class,
            () ->
                catalog.createTable(
                    name, ONE_COLUMN, PartitionSpec.unpartitioned(), place, Map.of()),
            place);
      }
      assertThrows(
          ForbiddenException.class,
          () ->
              catalog
                  .buildTable(name, ONE_COLUMN)
                  .withProperty("write.metadata.path", elsewhere.toUri().toString())
                  .create());
      Table table = catalog.createTable(name, ONE_COLUMN);
      assertThrows(
          ForbiddenException.class,
          () -> table.updateLocation().setLocation(elsewhere.toUri().toString()).commit());
      assertFalse(Files.exists(elsewhere));
    }
  }

  private static DataFile file(String name) {
    return DataFiles.builder(PartitionSpec.unpartitioned())
        .withPath("file:///nowhere/" + name + ".parquet")
        .withFileSizeInBytes(10)
        .withRecordCount(1)
        .build();
  }
}
