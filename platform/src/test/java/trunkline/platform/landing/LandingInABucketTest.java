package trunkline.platform.landing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import trunkline.platform.log.LogEvent;
import trunkline.platform.log.Position;
import trunkline.platform.storage.ObjectStore.Entry;
import trunkline.platform.testing.S3Server;

/** The landing's promises hold in a bucket too. */
class LandingInABucketTest extends LandingWriterTest {
  private static final S3Server SERVER = S3Server.start();

  private final String prefix = UUID.randomUUID().toString();

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  @Override
  LandingConfig config() {
    return new LandingConfig(SERVER.place(prefix), Duration.ofSeconds(1), SERVER.config());
  }

  @Override
  Path landed() throws IOException {
    Path copies = folder.resolve("copies");
    for (Entry entry : config().store().list("note/")) {
      config().store().fetch(entry.name(), copies);
    }
    return copies;
  }

  @Test
  void serverFailsNowAndThen_everyEventIsLandedOnce() throws IOException {
    SERVER.failEvery(3);
    try {
      LandingWriter writer = writer();
      Position end = writer.resume(Position.START);
      for (int i = 0; i < 30; i += 10) {
        writer.accept(end, LOG.subList(i, i + 10));
        end = writer.resume(at(i + 9));
      }
    } finally {
      SERVER.failEvery(0);
    }
    assertTrue(SERVER.failures() > 2, "failures: " + SERVER.failures());
    assertLanded(30);
  }

  @Test
  void batchOfAPerson_isWrittenAgainAndTheOldDataGoes() throws IOException {
    writer().accept(Position.START, LOG.subList(0, 10));
    writer().accept(at(9), LOG.subList(10, 20));
    LogEvent before = LOG.get(12);
    var erased =
        new LogEvent(
            before.position(),
            before.tenant(),
            before.eventId(),
            before.eventType(),
            Instant.parse("2026-01-31T10:00:00.123456Z"),
            "c",
            "note",
            before.resourceId(),
            1,
            "{\"@erased\":true}");
    var rewrite =
        new LandingRewrite(
            "note", config(), new EventLine("note", LandingWriterTest::representation));
    assertEquals(1, rewrite.rewrite(List.of(erased)));
    assertEquals(0, rewrite.rewrite(List.of(erased)));
    assertLanded(20);
    assertEquals(
        "{\"id\":\"r12\",\"@erased\":true}",
        Landing.read(landed()).get(12).path("resource").toString());
    assertEquals(4, config().store().list("note/").size());
  }
}
