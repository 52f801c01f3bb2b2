package trunkline.platform.landing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trunkline.platform.log.LogEvent;
import trunkline.platform.log.Position;
import trunkline.platform.testing.Traces;

/** A batch is written again with less in it, whatever an earlier attempt has left behind. */
class LandingRewriteTest {
  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
  private static final EventLine LINE =
      new EventLine("note", (type, id, body) -> "{\"id\":\"" + id + "\"," + body.substring(1));

  @TempDir private Path folder = Path.of("");
  private final List<LogEvent> log = new ArrayList<>();

  private Path landed() {
    return folder.resolve("note");
  }

  private LandingConfig config() {
    return new LandingConfig(folder, Duration.ofSeconds(1));
  }

  private LandingRewrite rewriter() {
    return new LandingRewrite("note", config(), LINE);
  }

  private static LogEvent event(int n, String body) {
    return new LogEvent(
        new Position(700 + n / 5, n),
        "acme",
        new UUID(1, n).toString(),
        "NoteCreateEvent",
        NOON,
        "c",
        "note",
        "r" + n,
        1,
        body);
  }

  /** Three batches of ten; Jane stands in the first and the last. */
  @BeforeEach
  void land() throws IOException {
    var writer = new LandingWriter("note", config(), LINE, InstantSource.fixed(NOON));
    for (int n = 1; n <= 30; n++) {
      log.add(event(n, n == 3 || n == 25 ? "{\"name\":\"Jane\"}" : "{\"name\":\"other\"}"));
    }
    writer.accept(Position.START, log.subList(0, 10));
    writer.accept(log.get(9).position(), log.subList(10, 20));
    writer.accept(log.get(19).position(), log.subList(20, 30));
  }

  private static List<LogEvent> erased() {
    return List.of(event(3, "{\"@erased\":true}"), event(25, "{\"@erased\":true}"));
  }

  private void assertClean() throws IOException {
    assertEquals(List.of(), Traces.in(folder, "Jane"));
    List<JsonNode> lines = Landing.read(landed());
    assertEquals(30, lines.size());
    assertEquals("{\"id\":\"r3\",\"@erased\":true}", lines.get(2).path("resource").toString());
    assertEquals("{\"id\":\"r4\",\"name\":\"other\"}", lines.get(3).path("resource").toString());
    try (Stream<Path> files = Files.list(landed())) {
      assertEquals(3, files.filter(f -> f.toString().endsWith(".gz")).count());
    }
  }

  @Test
  void batchesOfThePerson_areWrittenAgainAndNoOther() throws IOException {
    List<JsonNode> before = Landing.manifests(landed());
    assertEquals(2, rewriter().rewrite(erased()));
    assertClean();
    List<JsonNode> after = Landing.manifests(landed());
    assertEquals(before.get(1), after.get(1));
    assertEquals(before.get(0).path("to"), after.get(0).path("to"));
    assertEquals(before.get(0).path("writtenAt"), after.get(0).path("writtenAt"));
  }

  @Test
  void doneAgain_changesNothing() throws IOException {
    rewriter().rewrite(erased());
    List<JsonNode> before = Landing.manifests(landed());
    assertEquals(0, rewriter().rewrite(erased()));
    assertEquals(before, Landing.manifests(landed()));
  }

  @Test
  void anotherPersonOfTheSameBatch_takesTheNextRevision() throws IOException {
    rewriter().rewrite(erased());
    assertEquals(1, rewriter().rewrite(List.of(event(5, "{\"@erased\":true}"))));
    assertClean();
    String file = Landing.manifests(landed()).getFirst().path("file").asText();
    assertTrue(file.endsWith(".r2.ndjson.gz"), file);
  }

  @Test
  void killedBeforeTheManifest_isDoneAgain() throws IOException {
    Path half = landed().resolve(Position.START.text() + ".rewriting");
    Files.writeString(half, "Jane, half written");
    Path orphan = landed().resolve(Position.START.text() + ".r1.ndjson.gz");
    Files.copy(landed().resolve(Position.START.text() + ".ndjson.gz"), orphan);
    assertEquals(2, rewriter().rewrite(erased()));
    assertClean();
  }

  @Test
  void killedBeforeTheOldDataWasDeleted_isSweptByTheNextCall() throws IOException {
    Path old = landed().resolve(Position.START.text() + ".ndjson.gz");
    byte[] bytes = Files.readAllBytes(old);
    rewriter().rewrite(erased());
    Files.write(old, bytes);
    assertEquals(0, rewriter().rewrite(erased()));
    assertClean();
  }

  @Test
  void batchesThatHaveAgedOut_arePassedOver() throws IOException {
    Files.delete(landed().resolve(Manifest.fileName(Position.START)));
    Files.delete(landed().resolve(Position.START.text() + ".ndjson.gz"));
    assertEquals(1, rewriter().rewrite(erased()));
  }
}
