package trunkline.warehouse;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import trunkline.local.postgres.DatabaseAccess;
import trunkline.local.postgres.Postgres;
import trunkline.platform.storage.FolderTree;
import trunkline.platform.storage.ObjectStore;
import trunkline.platform.storage.S3Config;
import trunkline.platform.testing.S3Server;
import trunkline.warehouse.WarehouseConfig.CatalogConfig;
import trunkline.warehouse.model.ModelGraph;

/** A lake and a landing in a bucket with a catalog in PostgreSQL, for machines of a test. */
public final class BucketLake {
  /** Enough to see that models are made there; all of them take long. */
  private static final ModelGraph MODELS =
      ModelGraph.of(
          Map.of(
              "marts/resources",
              """
              -- one row per tenant
              -- materialisation: table
              -- owner: tests
              -- key: [tenant]
              -- columns:
              --   tenant: whose
              --   resources: how many
              --   names: what they are called
              SELECT tenant, CAST(COUNT(DISTINCT resource_id) AS BIGINT) AS resources,
                     MIN(json_extract_string(resource, '$.name')) AS names
              FROM {{ source('bronze.event') }} GROUP BY tenant
              """));

  private final S3Server server;
  private final String prefix = UUID.randomUUID().toString();
  private final DatabaseAccess catalog = Postgres.temporary().newDatabase();

  public BucketLake(S3Server server) {
    this.server = server;
  }

  public ObjectStore lake() {
    return ObjectStore.of(server.place(prefix + "/lake"), server.config());
  }

  /** Moves what lies in the landing folder of a machine into the bucket. */
  public void upload(Path home) {
    ObjectStore from = ObjectStore.of(home.resolve("landing").toString(), S3Config.AWS);
    ObjectStore to = ObjectStore.of(server.place(prefix + "/landing"), server.config());
    for (ObjectStore.Entry entry : from.list("")) {
      to.put(entry.name(), from.find(entry.name()).orElseThrow());
    }
    FolderTree.delete(home.resolve("landing"));
  }

  public CatalogConfig catalog() {
    return new CatalogConfig(catalog.url(), catalog.owner(), catalog.ownerPassword());
  }

  public WarehouseConfig config(Path home) {
    return new WarehouseConfig(
        home,
        new WarehouseConfig.Settings(
            server.place(prefix + "/landing"),
            server.place(prefix + "/lake"),
            "customer",
            1_000,
            Duration.ofSeconds(20),
            "512MB",
            1,
            2,
            1,
            Duration.ofDays(7),
            server.config(),
            catalog()));
  }

  /** The warehouse of one machine. */
  public Warehouse open(Path home) {
    return Warehouse.open(config(home), MODELS, Clock.systemUTC());
  }
}
