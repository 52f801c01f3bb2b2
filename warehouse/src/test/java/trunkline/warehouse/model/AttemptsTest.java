package trunkline.warehouse.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import trunkline.warehouse.engine.EngineFailure;

class AttemptsTest {
  private final AtomicInteger attempts = new AtomicInteger();

  private int failingUntil(int good, String message) {
    if (attempts.incrementAndGet() < good) {
      throw new EngineFailure(new SQLException(message));
    }
    return attempts.get();
  }

  @Test
  void engineOutOfMemory_isTriedAgainUntilItWorks() {
    assertEquals(3, Attempts.of("x", () -> failingUntil(3, "Out of Memory Error: no room")));
  }

  @Test
  void engineThatKeepsFailing_isGivenUp() {
    assertThrows(
        EngineFailure.class, () -> Attempts.of("x", () -> failingUntil(9, "IO Error: no disk")));
    assertEquals(Attempts.AT_MOST, attempts.get());
  }

  @Test
  void wrongStatement_isNotTriedAgain() {
    assertThrows(
        EngineFailure.class,
        () -> Attempts.of("x", () -> failingUntil(2, "Binder Error: no such column")));
    assertEquals(1, attempts.get());
  }
}
