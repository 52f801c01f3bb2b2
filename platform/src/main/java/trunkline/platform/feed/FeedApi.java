package trunkline.platform.feed;

import io.helidon.http.Method;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import trunkline.platform.http.Call;
import trunkline.platform.http.Route;
import trunkline.platform.landing.EventLine;
import trunkline.platform.log.EventLog;
import trunkline.platform.log.LogEvent;
import trunkline.platform.log.Position;
import trunkline.platform.refusal.KernelRefusals;
import trunkline.platform.security.Scope;

/**
 * {@code GET /events/v1/{service}?after=TX-SEQ&limit=N&waitSeconds=S}: the log behind a position,
 * one event a line as in the landing (ARCHITECTURE.md, "Landing"), of all tenants and unmasked. An
 * empty answer says that nothing came while the caller was willing to wait.
 */
public final class FeedApi {
  private static final int MOST_EVENTS = 2_000;
  private static final int LONGEST_WAIT_SECONDS = 10;

  /** How soon events of another process of this service are seen. */
  private static final long LOOK_AGAIN_MILLIS = 200;

  private final String service;
  private final EventLog log;
  private final EventLine line;

  public FeedApi(String service, EventLog log, EventLine line) {
    this.service = service;
    this.log = log;
    this.line = line;
  }

  /** The feed's one path. */
  public static String path(String service) {
    return "/events/v1/" + service;
  }

  public List<Route> routes() {
    return List.of(Route.of(Method.GET, path(service), Scope.EVENTS_READ, this::read));
  }

  private void read(Call call) throws InterruptedException {
    Map<String, String> query = query(call.rawQuery());
    Position after = position(query.getOrDefault("after", "0-0"));
    int limit = number(query, "limit", 500, 1, MOST_EVENTS);
    int wait = number(query, "waitSeconds", 0, 0, LONGEST_WAIT_SECONDS);
    String lines =
        next(after, limit, wait).stream()
            .map(event -> line.of(event) + "\n")
            .collect(Collectors.joining());
    call.replyLines(lines);
  }

  private List<LogEvent> next(Position after, int limit, int waitSeconds)
      throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(waitSeconds);
    var news = new Semaphore(0);
    Runnable listener = news::release;
    log.onAppended(listener);
    try {
      List<LogEvent> events = log.after(after, limit);
      while (events.isEmpty() && System.nanoTime() < end) {
        if (news.tryAcquire(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
          news.drainPermits();
        }
        events = log.after(after, limit);
      }
      return events;
    } finally {
      log.forget(listener);
    }
  }

  private static Map<String, String> query(String raw) {
    return Arrays.stream(raw.split("&"))
        .filter(pair -> !pair.isEmpty())
        .map(pair -> pair.split("=", 2))
        .collect(
            Collectors.toMap(
                pair -> pair[0], pair -> pair.length > 1 ? pair[1] : "", (first, last) -> last));
  }

  private static Position position(String text) {
    String[] parts = text.split("-", -1);
    try {
      if (parts.length == 2) {
        return new Position(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
      }
    } catch (IllegalArgumentException e) {
      throw KernelRefusals.invalidQuery("after", "must be a position such as 912-510")
          .asException();
    }
    throw KernelRefusals.invalidQuery("after", "must be a position such as 912-510").asException();
  }

  private static int number(
      Map<String, String> query, String name, int usual, int least, int most) {
    String text = query.getOrDefault(name, Integer.toString(usual));
    if (text.matches("\\d{1,9}")) {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw KernelRefusals.invalidQuery(name, "must be a whole number from " + least + " to " + most)
        .asException();
  }

  /** The address of a service's feed behind a position. */
  static URI uri(URI base, String service, Position after, int limit, int waitSeconds) {
    return URI.create(
        base.toString().replaceAll("/$", "")
            + path(service)
            + "?after=%d-%d&limit=%d&waitSeconds=%d"
                .formatted(after.tx(), after.seq(), limit, waitSeconds));
  }
}
