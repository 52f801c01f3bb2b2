package trunkline.warehouse.erasure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trunkline.platform.json.Json;
import trunkline.warehouse.TestWarehouse;
import trunkline.warehouse.Warehouse;
import trunkline.warehouse.refusal.Refusal;

class PersonArchiveTest {
  @TempDir Path home;

  private Path archive(String manifest) throws IOException {
    Path file = home.resolve("person.zip");
    try (var out = new ZipOutputStream(Files.newOutputStream(file))) {
      out.putNextEntry(new ZipEntry("customer.ndjson"));
      out.write("{}\n".getBytes(StandardCharsets.UTF_8));
      out.putNextEntry(new ZipEntry("manifest.json"));
      out.write(manifest.getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }

  private static String entry(Path archive, String name) throws IOException {
    try (var zip = new ZipFile(archive.toFile());
        var in = zip.getInputStream(zip.getEntry(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void rowsOfThePerson_areAddedOnceAndDescribed() throws Exception {
    TestWarehouse.landing(home).write(TestWarehouse.events(1, 5));
    Path archive =
        archive(
            "{\"format\":\"trunkline.person/1\",\"tenant\":\"acme\",\"subjects\":[\"c2\",\"x\"],\"files\":[]}");
    try (Warehouse warehouse = TestWarehouse.open(home)) {
      warehouse.refresh();
      assertEquals(
          6, warehouse.addPersonTo(archive), "bronze, staging, dimension, life and two months");
      assertEquals(6, warehouse.addPersonTo(archive));
    }
    String rows = entry(archive, "warehouse.ndjson");
    assertTrue(rows.lines().allMatch(line -> line.contains("\"c2\"")), rows);
    assertTrue(rows.contains("Customer 2"), rows);
    JsonNode described = Json.parse(entry(archive, "manifest.json")).path("files");
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(rows.getBytes(StandardCharsets.UTF_8));
    assertEquals(1, described.size());
    assertEquals(HexFormat.of().formatHex(digest), described.at("/0/sha256").asText());
    assertEquals("{}\n", entry(archive, "customer.ndjson"));
  }

  @Test
  void whatIsNoArchive_isRefusedAndLeftAsItWas() throws IOException {
    Path other = archive("{\"format\":\"else\"}");
    Path text = Files.writeString(home.resolve("text.zip"), "no zip");
    try (Warehouse warehouse = TestWarehouse.open(home)) {
      assertThrows(Refusal.class, () -> warehouse.addPersonTo(other));
      assertThrows(Refusal.class, () -> warehouse.addPersonTo(text));
      assertThrows(Refusal.class, () -> warehouse.addPersonTo(home.resolve("none.zip")));
    }
    assertEquals("no zip", Files.readString(text));
  }
}
