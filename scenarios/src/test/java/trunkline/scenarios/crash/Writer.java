package trunkline.scenarios.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import trunkline.platform.testing.Answer;
import trunkline.platform.testing.Client;

/**
 * One client that writes without a pause, each of its customers known to it alone. It waits while
 * nobody listens. After a write without an answer it leaves that customer alone, except that it
 * repeats half of the creations with their idempotency key until they are answered.
 */
final class Writer implements Runnable {
  private static final String CUSTOMERS = "/tmf-api/customerManagement/v4/customer";

  private final String name;
  private final Client client;
  private final Random random;
  private final BooleanSupplier goesOn;
  private final List<Written> settled = new ArrayList<>();
  private final Queue<Written> all = new ConcurrentLinkedQueue<>();
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicLong unanswered = new AtomicLong();
  private final AtomicLong repeated = new AtomicLong();

  Writer(String name, Client client, long seed, BooleanSupplier goesOn) {
    this.name = name;
    this.client = client;
    this.random = new Random(seed);
    this.goesOn = goesOn;
  }

  @Override
  public void run() {
    while (goesOn.getAsBoolean()) {
      int dice = random.nextInt(10);
      if (settled.isEmpty() || dice < 4) {
        create();
      } else if (dice < 9) {
        change(settled.get(random.nextInt(settled.size())));
      } else {
        delete(settled.remove(random.nextInt(settled.size())));
      }
      pause(2);
    }
  }

  private void create() {
    var customer = new Written(name + " customer " + all.size());
    all.add(customer);
    boolean repeat = random.nextBoolean();
    String body =
        """
        {"name":"%s","status":"Active","statusReason":"new",
         "engagedParty":{"id":"kept-elsewhere","@referredType":"Individual"}}
        """
            .formatted(customer.name());
    var proposed = new State(1, "new");
    Optional<Answer> answer = create(body, customer.name());
    while (answer.isEmpty() && repeat) {
      repeated.incrementAndGet();
      pause(50);
      answer = create(body, customer.name());
    }
    if (answer.isEmpty()) {
      customer.unanswered(proposed);
    } else {
      requireStatus(201, answer.get());
      customer.created(answer.get().id(), proposed);
      settled.add(customer);
    }
  }

  private Optional<Answer> create(String body, String key) {
    return send(() -> client.post(CUSTOMERS, body, "Idempotency-Key", key));
  }

  private void change(Written customer) {
    State before = customer.state();
    var proposed = new State(before.version() + 1, "change " + random.nextInt(1_000_000));
    Optional<Answer> answer =
        send(
            () ->
                client.merge(
                    CUSTOMERS + "/" + customer.id(),
                    "{\"statusReason\":\"" + proposed.statusReason() + "\"}",
                    "If-Match",
                    "\"" + before.version() + "\""));
    if (answer.isEmpty()) {
      settled.remove(customer);
      customer.unanswered(proposed);
    } else {
      requireStatus(200, answer.get());
      assertEquals("\"" + proposed.version() + "\"", answer.get().header("ETag"));
      customer.acknowledged(proposed);
    }
  }

  private void delete(Written customer) {
    Optional<Answer> answer = send(() -> client.delete(CUSTOMERS + "/" + customer.id()));
    if (answer.isEmpty()) {
      customer.unanswered(State.ABSENT);
    } else {
      requireStatus(204, answer.get());
      customer.acknowledged(State.ABSENT);
    }
  }

  /** Empty when the write was sent and not answered, or answered with a failure of the platform. */
  private Optional<Answer> send(Supplier<Answer> call) {
    while (true) {
      try {
        Answer answer = call.get();
        boolean answered = answer.status() < 500;
        (answered ? acknowledged : unanswered).incrementAndGet();
        return answered ? Optional.of(answer) : Optional.empty();
      } catch (UncheckedIOException e) {
        if (!(e.getCause() instanceof ConnectException)) {
          unanswered.incrementAndGet();
          return Optional.empty();
        }
        pause(20); // nobody listens, so nothing was sent
      }
    }
  }

  private static void requireStatus(int status, Answer answer) {
    assertEquals(status, answer.status(), answer::text);
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  List<Written> written() {
    return List.copyOf(all);
  }

  long acknowledged() {
    return acknowledged.get();
  }

  long unanswered() {
    return unanswered.get();
  }

  long repeated() {
    return repeated.get();
  }
}
