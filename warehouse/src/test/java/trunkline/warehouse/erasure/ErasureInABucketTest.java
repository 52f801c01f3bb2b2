package trunkline.warehouse.erasure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trunkline.platform.json.Json;
import trunkline.platform.storage.ObjectStore.Entry;
import trunkline.platform.testing.S3Server;
import trunkline.warehouse.BucketLake;
import trunkline.warehouse.LakeTraces;
import trunkline.warehouse.LandedEvent;
import trunkline.warehouse.LandingWriter;
import trunkline.warehouse.TestWarehouse;
import trunkline.warehouse.Warehouse;

/** A person goes out of every object, and out of the copies on the machine that obeys. */
class ErasureInABucketTest {
  private static final S3Server SERVER = S3Server.start();
  private static final String JANE = "Jane Doe-Bucketson";

  @TempDir Path home;
  private final BucketLake bucket = new BucketLake(SERVER);

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  private static LandedEvent customer(String id, String name, long n) {
    ObjectNode resource = Json.mapper().createObjectNode().put("id", id).put("name", name);
    return new LandedEvent(
        "acme", "customer", id, "Create", 1, 700 + n, n, TestWarehouse.NOON, resource);
  }

  /** Everything of the bucket's lake as files. */
  private Path objects(String into) throws IOException {
    Path folder = home.resolve(into);
    for (Entry entry : bucket.lake().list("")) {
      bucket
          .lake()
          .fetch(entry.name(), Objects.requireNonNull(folder.resolve(entry.name()).getParent()));
    }
    return folder;
  }

  @Test
  void instruction_isObeyedInTheBucketAndInItsCopies() throws IOException {
    LandingWriter writer = TestWarehouse.landing(home);
    writer.write(List.of(customer("ann", "Ann", 1), customer("jane", JANE, 2)));
    bucket.upload(home);
    Path machine = home.resolve("machine");
    try (Warehouse warehouse = bucket.open(machine)) {
      assertTrue(warehouse.refresh().isGood());
      assertFalse(LakeTraces.in(objects("before"), JANE).isEmpty());
      assertFalse(LakeTraces.in(machine, JANE).isEmpty());
      writer.write(List.of(LandedEvent.erasure(3, "jane")));
      bucket.upload(home);
      assertTrue(warehouse.refresh().isGood());
      assertEquals(1, warehouse.erasures().done().size(), warehouse.erasures().waiting()::toString);
    }
    assertEquals(List.of(), LakeTraces.in(objects("after"), JANE));
    assertEquals(List.of(), LakeTraces.in(machine, JANE));
    assertTrue(Files.exists(home.resolve("after/erasures")));
  }
}
