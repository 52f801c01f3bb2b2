package trunkline.warehouse.landing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trunkline.warehouse.LandingWriter;
import trunkline.warehouse.TestWarehouse;
import trunkline.warehouse.refusal.Refusal;

class LandingTest {
  @TempDir Path folder;
  private LandingWriter writer;
  private Landing landing;

  @BeforeEach
  void open() {
    writer = new LandingWriter(folder);
    landing = new Landing(folder);
  }

  private Path[] land(int batches) {
    Path[] files = new Path[batches];
    for (int i = 0; i < batches; i++) {
      files[i] = writer.write(TestWarehouse.events(i * 10L + 1, i * 10L + 10));
    }
    return files;
  }

  private List<Batch> all() {
    return landing.after(Position.START, "customer", Long.MAX_VALUE);
  }

  private static Path manifestOf(Path data) {
    return data.resolveSibling(data.getFileName().toString().replace("ndjson.gz", "manifest.json"));
  }

  private Refusal.Code refusalOf(Runnable work) {
    return assertThrows(Refusal.class, work::run).code();
  }

  @Test
  void noFolder_holdsNothing() {
    assertEquals(List.of(), all());
  }

  @Test
  void threeBatches_formAChain() {
    land(3);
    List<Batch> chain = all();
    assertEquals(3, chain.size());
    assertEquals(chain.get(0).to(), chain.get(1).from());
    assertEquals(chain.get(1).to(), chain.get(2).from());
    assertEquals(List.of(chain.get(2)), landing.after(chain.get(1).to(), "customer", 1));
  }

  @Test
  void dataWithoutManifest_isNoBatchYet() throws IOException {
    Path[] files = land(2);
    Files.delete(manifestOf(files[1]));
    assertEquals(1, all().size());
  }

  @Test
  void firstBatchMissing_isAGap() throws IOException {
    Files.delete(manifestOf(land(2)[0]));
    assertEquals(Refusal.Code.LANDING_GAP, refusalOf(this::all));
  }

  @Test
  void middleBatchMissing_givesWhatIsBeforeThenRefuses() throws IOException {
    Files.delete(manifestOf(land(3)[1]));
    List<Batch> before = all();
    assertEquals(1, before.size());
    assertEquals(
        Refusal.Code.LANDING_GAP,
        refusalOf(() -> landing.after(before.getFirst().to(), "customer", 100)));
  }

  @Test
  void laterFormat_isRefusedByName() throws IOException {
    Path manifest = manifestOf(land(1)[0]);
    Files.writeString(
        manifest, Files.readString(manifest).replace("trunkline.landing/1", "trunkline.landing/2"));
    Refusal refusal = assertThrows(Refusal.class, this::all);
    assertEquals(Refusal.Code.MANIFEST_INVALID, refusal.code());
    assertTrue(refusal.getMessage().contains("trunkline.landing/2"), refusal.getMessage());
  }

  @Test
  void brokenManifest_isRefused() throws IOException {
    Files.writeString(manifestOf(land(1)[0]), "{\"format\":");
    assertEquals(Refusal.Code.MANIFEST_INVALID, refusalOf(this::all));
  }

  @Test
  void manifestOfAnotherService_isRefused() throws IOException {
    Path manifest = manifestOf(land(1)[0]);
    Files.writeString(manifest, Files.readString(manifest).replace("\"customer\"", "\"ticket\""));
    assertEquals(Refusal.Code.MANIFEST_INVALID, refusalOf(this::all));
  }

  @Test
  void shortenedFile_isRefused() throws IOException {
    Path file = land(1)[0];
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 1));
    assertEquals(Refusal.Code.BATCH_CORRUPT, refusalOf(() -> all().getFirst().verify()));
  }

  @Test
  void changedByte_isRefused() throws IOException {
    Path file = land(1)[0];
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    assertEquals(Refusal.Code.BATCH_CORRUPT, refusalOf(() -> all().getFirst().verify()));
  }

  @Test
  void manifestWithoutData_isRefused() throws IOException {
    Files.delete(land(1)[0]);
    assertEquals(Refusal.Code.BATCH_MISSING, refusalOf(() -> all().getFirst().verify()));
  }
}
