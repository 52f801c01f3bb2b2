package trunkline.platform.tmf.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import trunkline.platform.log.LogEvent;
import trunkline.platform.log.LogUnderTest;
import trunkline.platform.log.Position;
import trunkline.platform.tmf.Representation;
import trunkline.platform.tmf.ResourceType;

/**
 * Whatever a subscriber answers, whenever the process dies, and whatever is replayed in between: in
 * the end it has every event, those of one resource in order.
 */
class HubDeliveryProperties {
  private static final String TENANT = "acme";
  private static final ResourceType NOTE =
      ResourceType.named("note")
          .api("/api/note/v4")
          .table("note")
          .schema("note.schema.json")
          .build();

  private static final LogUnderTest LOG = LogUnderTest.open();
  private static final Subscriber SUBSCRIBER = Subscriber.start();

  @AfterContainer
  static void close() {
    SUBSCRIBER.close();
    LOG.close();
  }

  /** One thing that happens. */
  sealed interface Step {
    /** A resource, by its number, changes. */
    record Change(int resource) implements Step {}

    /** The next requests are answered so; those after them with 201. */
    record Answers(List<Integer> statuses) implements Step {}

    /** The cursor has its turn. */
    record Turn() implements Step {}

    /** Somebody asks for a replay of everything, or of one resource. */
    record ReplayOf(int resource) implements Step {}

    /** The process dies; another begins at the position that was saved. */
    record Death() implements Step {}
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Integer> resource = Arbitraries.integers().between(0, 2);
    Arbitrary<Step> change = resource.map(Step.Change::new);
    Arbitrary<Step> answers =
        Arbitraries.of(201, 500, 422, 404).list().ofMinSize(1).ofMaxSize(6).map(Step.Answers::new);
    return Arbitraries.frequencyOf(
            Tuple.of(6, change),
            Tuple.of(3, answers),
            Tuple.of(6, Arbitraries.just(new Step.Turn())),
            Tuple.of(2, resource.map(Step.ReplayOf::new)),
            Tuple.of(1, Arbitraries.just(new Step.Death())))
        .list()
        .ofMinSize(5)
        .ofMaxSize(40);
  }

  @Property(tries = 60)
  void subscriberHasEverythingInTheEnd_eachResourceInOrder(
      @ForAll("steps") List<Step> steps, @ForAll boolean patient) throws Exception {
    try (var run = new Run(patient)) {
      for (Step step : steps) {
        run.take(step);
      }
      run.finish();
      run.versions.forEach(
          (id, last) ->
              assertEquals(
                  IntStream.rangeClosed(1, last).boxed().toList(),
                  SUBSCRIBER.takenOf(id).stream().distinct().toList()));
    }
  }

  /** One subscription and its resources. */
  private static final class Run implements AutoCloseable {
    private final Subscription subscription =
        new Subscription(
            TENANT,
            UUID.randomUUID().toString(),
            NOTE.api(),
            SUBSCRIBER.callback(),
            "",
            false,
            "me");
    private final Map<String, Integer> versions = new HashMap<>();
    private final String prefix = UUID.randomUUID() + "-";
    private final Deque<Integer> answers = new ArrayDeque<>();
    private final HubParts parts;
    private HubDelivery delivery;
    private Position saved;

    Run(boolean patient) {
      var config =
          new HubConfig(
              true,
              Duration.ofSeconds(5),
              patient ? Duration.ofHours(1) : Duration.ZERO,
              2,
              "the signing key of a hub under test");
      new Subscriptions(LOG.database()).create(subscription);
      parts =
          new HubParts(
              LOG.log(),
              new Health(LOG.database()),
              new DeadLetters(LOG.database()),
              new Sender(config, InstantSource.system()),
              config);
      saved = end();
      delivery = begin();
      SUBSCRIBER.answer(event -> next());
    }

    private synchronized int next() {
      return answers.isEmpty() ? 201 : answers.pop();
    }

    private static Position end() {
      Position position = Position.START;
      List<LogEvent> events = LOG.log().after(position, 10_000);
      return events.isEmpty() ? position : events.getLast().position();
    }

    private HubDelivery begin() {
      var representation = new Representation("http://here.example", List.of(NOTE));
      var notices =
          new Notices(
              subscription, Map.of("note", NOTE), representation, new EventFilter(LOG.database()));
      var begun = new HubDelivery(subscription, notices, parts);
      begun.replaySoon();
      return begun;
    }

    void take(Step step) throws Exception {
      switch (step) {
        case Step.Change(int resource) -> change(prefix + resource);
        case Step.Answers(List<Integer> statuses) -> answer(statuses);
        case Step.Turn _ -> turn();
        case Step.ReplayOf(int resource) -> replay(resource);
        case Step.Death _ -> delivery = begin();
      }
    }

    private synchronized void answer(List<Integer> statuses) {
      answers.clear();
      answers.addAll(statuses);
    }

    private void replay(int resource) {
      if (resource == 0) {
        parts.letters().replayAll(subscription);
      } else {
        parts.letters().replayResource(subscription, prefix + resource);
      }
      delivery.replaySoon();
    }

    private void change(String id) throws SQLException {
      int version = versions.merge(id, 1, Integer::sum);
      String sql =
          """
          INSERT INTO event (tenant, event_id, event_type, event_time, correlation_id, resource_type, resource_id, version, resource)
          VALUES (?, gen_random_uuid(), 'NoteAttributeValueChangeEvent', now(), 'c', 'note', ?, ?, json_build_object('n', ?))
          """;
      try (Connection writer = LOG.writer(TENANT);
          PreparedStatement statement = writer.prepareStatement(sql)) {
        statement.setString(1, TENANT);
        statement.setString(2, id);
        statement.setInt(3, version);
        statement.setInt(4, version);
        statement.executeUpdate();
        writer.commit();
      }
    }

    /** As the cursor does it, up to three events at a time; true when it got something. */
    private boolean turn() throws InterruptedException {
      saved = delivery.resume(saved);
      List<LogEvent> events = LOG.log().after(saved, 3);
      if (events.isEmpty() && !delivery.wantsTurn()) {
        return false;
      }
      try {
        delivery.accept(saved, events);
        saved = events.isEmpty() ? saved : events.getLast().position();
      } catch (IOException e) {
        // not taken: the same events come again
      }
      return true;
    }

    /** The subscriber is well again, and everything is replayed. */
    void finish() throws InterruptedException {
      answer(List.of());
      int expected = versions.values().stream().mapToInt(i -> i).sum();
      Subscriber.await("everything to be taken", () -> isComplete(expected));
    }

    private boolean isComplete(int expected) {
      replay(0);
      try {
        while (turn()) {
          // until nothing is left
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return new ArrayList<>(versions.keySet())
              .stream().mapToLong(id -> SUBSCRIBER.takenOf(id).stream().distinct().count()).sum()
          == expected;
    }

    @Override
    public void close() {
      parts.sender().close();
      new Subscriptions(LOG.database()).delete(TENANT, NOTE.api(), subscription.id());
    }
  }
}
