package trunkline.platform.security;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import trunkline.platform.log.LogUnderTest;

class ReadAuditTest {
  private static final int READERS = 10;
  private static final int READS = 500;

  private final LogUnderTest it = LogUnderTest.open();

  @AfterEach
  void close() {
    it.close();
  }

  @Test
  void burstOfReads_leavesARowEachWhenItIsClosed() throws Exception {
    try (var audit = new ReadAudit(it.database(), Duration.ofMillis(50))) {
      burst(audit);
    }
    assertEquals(READERS * READS, rows());
    assertEquals(READERS * READS, number("SELECT count(DISTINCT correlation_id) FROM read_audit"));
  }

  @Test
  void tableRefusesForAWhile_readsWaitAndNoneIsLost() throws Exception {
    try (var audit = new ReadAudit(it.database(), Duration.ofMillis(1))) {
      it.asOwner("REVOKE INSERT ON read_audit FROM " + it.access().user());
      burst(audit);
      Thread.sleep(500);
      assertEquals(0, rows());
      it.asOwner("GRANT INSERT ON read_audit TO " + it.access().user());
    }
    assertEquals(READERS * READS, rows());
  }

  @Test
  void tenThousandReadsWait_theNextOneIsHeldBack() throws Exception {
    it.asOwner("REVOKE INSERT ON read_audit FROM " + it.access().user());
    var passed = new AtomicInteger();
    try (var audit = new ReadAudit(it.database(), Duration.ZERO)) {
      Thread reader =
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int i = 0; i < 25_000; i++) {
                      audit.record(read(i));
                      passed.incrementAndGet();
                    }
                  });
      reader.join(Duration.ofSeconds(2));
      assertEquals(true, passed.get() <= 20_000, "more reads passed than can be held: " + passed);
      it.asOwner("GRANT INSERT ON read_audit TO " + it.access().user());
      reader.join();
    }
    assertEquals(25_000, rows());
  }

  private static void burst(ReadAudit audit) throws InterruptedException {
    var readers = new Thread[READERS];
    for (int i = 0; i < READERS; i++) {
      int first = i * READS;
      readers[i] =
          Thread.ofVirtual()
              .start(
                  () -> {
                    for (int n = first; n < first + READS; n++) {
                      audit.record(read(n));
                    }
                  });
    }
    for (Thread reader : readers) {
      reader.join();
    }
  }

  private static ReadAudit.Read read(int number) {
    var caller = new Caller("jane", "acme", Set.of("agent"), Set.of());
    return new ReadAudit.Read(
        Instant.now(), caller, "note", "n" + number, null, 1, true, "c" + number);
  }

  private long rows() throws SQLException {
    return number("SELECT count(*) FROM read_audit WHERE tenant = 'acme' AND subject = 'jane'");
  }

  private long number(String sql) throws SQLException {
    try (var owner = it.access().connectAsOwner();
        var row = owner.prepareStatement(sql).executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }
}
