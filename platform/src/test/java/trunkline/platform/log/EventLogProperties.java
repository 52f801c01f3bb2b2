package trunkline.platform.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * However transactions begin, write, commit and roll back among each other, each cursor gets every
 * committed event once, in the order of positions, and nothing that was not committed.
 */
class EventLogProperties {
  private static final int WRITERS = 4;
  private static LogUnderTest it = LogUnderTest.open();
  private static final List<Connection> CONNECTIONS = new ArrayList<>();

  enum Kind {
    WRITE,
    COMMIT,
    ROLLBACK,
    READ
  }

  /** What a writer does, or a reader ({@code who} modulo the number of readers). */
  record Action(Kind kind, int who) {}

  @BeforeContainer
  static void connect() throws SQLException {
    for (int i = 0; i < WRITERS; i++) {
      CONNECTIONS.add(it.writer("acme"));
    }
  }

  @AfterContainer
  static void disconnect() throws SQLException {
    for (Connection connection : CONNECTIONS) {
      connection.close();
    }
    it.close();
  }

  @Provide
  Arbitrary<List<Action>> interleavings() {
    Arbitrary<Kind> kinds =
        Arbitraries.of(Kind.WRITE, Kind.WRITE, Kind.WRITE, Kind.COMMIT, Kind.ROLLBACK, Kind.READ);
    return Combinators.combine(kinds, Arbitraries.integers().between(0, WRITERS - 1))
        .as(Action::new)
        .list()
        .ofMinSize(5)
        .ofMaxSize(60);
  }

  @Property(tries = 60, shrinking = ShrinkingMode.BOUNDED)
  void anyInterleaving_everyCommittedEventOnceInOrder(@ForAll("interleavings") List<Action> actions)
      throws SQLException {
    it.asOwner("TRUNCATE event");
    List<Reader> readers = List.of(new Reader(1), new Reader(3), new Reader(100));
    List<List<String>> pending = new ArrayList<>();
    Set<String> committed = new HashSet<>();
    for (int i = 0; i < WRITERS; i++) {
      pending.add(new ArrayList<>());
    }
    for (Action action : actions) {
      act(action, pending, committed, readers);
      readers.forEach(reader -> assertTrue(committed.containsAll(reader.seen)));
    }
    for (int i = 0; i < WRITERS; i++) {
      act(new Action(i % 2 == 0 ? Kind.COMMIT : Kind.ROLLBACK, i), pending, committed, readers);
    }
    List<String> expected = it.everything();
    assertEquals(committed, Set.copyOf(expected));
    for (Reader reader : readers) {
      reader.readAll();
      assertEquals(expected, reader.seen);
    }
  }

  private static void act(
      Action action, List<List<String>> pending, Set<String> committed, List<Reader> readers)
      throws SQLException {
    Connection connection = CONNECTIONS.get(action.who());
    List<String> open = pending.get(action.who());
    switch (action.kind()) {
      case WRITE -> open.add(LogUnderTest.append(connection, "acme"));
      case COMMIT -> {
        connection.commit();
        committed.addAll(open);
        open.clear();
      }
      case ROLLBACK -> {
        connection.rollback();
        open.clear();
      }
      case READ -> readers.get(action.who() % readers.size()).read();
    }
  }

  /** A cursor without a thread. */
  private static final class Reader {
    private final int limit;
    private final List<String> seen = new ArrayList<>();
    private Position position = Position.START;

    Reader(int limit) {
      this.limit = limit;
    }

    boolean read() {
      List<LogEvent> events = it.log().after(position, limit);
      events.forEach(event -> seen.add(event.eventId()));
      if (!events.isEmpty()) {
        position = events.getLast().position();
      }
      return !events.isEmpty();
    }

    void readAll() {
      boolean more = true;
      while (more) {
        more = read();
      }
    }
  }
}
