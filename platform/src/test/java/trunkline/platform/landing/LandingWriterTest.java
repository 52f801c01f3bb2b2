package trunkline.platform.landing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trunkline.platform.log.LogEvent;
import trunkline.platform.log.Position;

class LandingWriterTest {
  static final List<LogEvent> LOG = log(30);

  @TempDir Path folder = Path.of("");

  /** Where the writers of the test write. */
  LandingConfig config() {
    return new LandingConfig(folder, Duration.ofSeconds(1));
  }

  /** All that is landed, as files of this machine. */
  Path landed() throws IOException {
    return folder.resolve("note");
  }

  @Test
  void batches_areChainedAndDescribed() throws IOException {
    LandingWriter writer = writer();
    writer.accept(Position.START, LOG.subList(0, 10));
    writer.accept(at(9), LOG.subList(10, 25));
    assertLanded(25);
    JsonNode line = Landing.read(landed()).get(3);
    assertEquals("{\"id\":\"r3\",\"name\":\"n\"}", line.path("resource").toString());
    assertEquals(LOG.get(3).eventId(), line.path("eventId").asText());
    assertEquals("2026-01-31T10:00:00.123456Z", line.path("eventTime").asText());
  }

  @Test
  void killedBetweenDataAndManifest_batchIsWrittenWithWhatIsThereNow() throws IOException {
    writer().accept(Position.START, LOG.subList(0, 10));
    config().store().delete("note/" + Manifest.fileName(Position.START));
    LandingWriter next = writer();
    assertEquals(Position.START, next.resume(Position.START));
    next.accept(Position.START, LOG.subList(0, 20));
    assertLanded(20);
    assertEquals(2, landedFiles(), "what the killed one wrote has gone");
  }

  @Test
  void killedBetweenManifestAndCursor_batchIsNotWrittenAgain() throws IOException {
    writer().accept(Position.START, LOG.subList(0, 10));
    LandingWriter next = writer();
    assertEquals(at(9), next.resume(Position.START));
    next.accept(at(9), LOG.subList(10, 20));
    assertLanded(20);
  }

  @Test
  void cursorSetBackToZeroWhileRunning_nothingIsWrittenAgain() throws IOException {
    LandingWriter writer = writer();
    writer.resume(Position.START);
    writer.accept(Position.START, LOG.subList(0, 10));
    writer.resume(at(9));
    writer.accept(at(9), LOG.subList(10, 20));
    assertEquals(at(19), writer.resume(Position.START));
    assertLanded(20);
  }

  @Test
  void cursorSetBackIntoTheMiddleOfABatch_nothingIsWrittenTwice() throws IOException {
    LandingWriter writer = writer();
    writer.accept(Position.START, LOG.subList(0, 10));
    assertEquals(at(9), writer.resume(at(4)));
    assertEquals(at(9), writer().resume(at(4)));
  }

  @Test
  void pausedWriterWakesAfterAnotherTookOver_replacesNothing() throws IOException {
    LandingWriter paused = writer();
    Position from = paused.resume(Position.START);
    LandingWriter other = writer();
    other.accept(Position.START, LOG.subList(0, 20));
    assertThrows(IOException.class, () -> paused.accept(from, LOG.subList(0, 5)));
    assertEquals(2, landedFiles(), "what the loser wrote has gone");
    assertEquals(at(19), paused.resume(from));
    paused.accept(at(19), LOG.subList(20, 30));
    assertLanded(30);
  }

  private int landedFiles() {
    return config().store().list("note/").size();
  }

  void assertLanded(int events) throws IOException {
    List<String> ids =
        Landing.read(landed()).stream().map(line -> line.path("eventId").asText()).toList();
    assertEquals(LOG.subList(0, events).stream().map(LogEvent::eventId).toList(), ids);
  }

  static Position at(int index) {
    return LOG.get(index).position();
  }

  LandingWriter writer() {
    return new LandingWriter(
        "note",
        config(),
        new EventLine("note", LandingWriterTest::representation),
        InstantSource.fixed(Instant.parse("2026-01-31T10:00:00Z")));
  }

  static String representation(String type, String id, String body) {
    return "{\"id\":\"" + id + "\"," + body.substring(1);
  }

  /** Two events a transaction. */
  private static List<LogEvent> log(int events) {
    var log = new ArrayList<LogEvent>();
    for (int i = 0; i < events; i++) {
      log.add(
          new LogEvent(
              new Position(700 + i / 2, 100 + i),
              "acme",
              UUID.randomUUID().toString(),
              "NoteCreateEvent",
              Instant.parse("2026-01-31T10:00:00.123456Z"),
              "c",
              "note",
              "r" + i,
              1,
              "{\"name\":\"n\"}"));
    }
    return log;
  }
}
