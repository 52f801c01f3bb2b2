package trunkline.platform.tmf.contract.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import trunkline.platform.testing.Answer;
import trunkline.platform.testing.Expect;
import trunkline.platform.testing.Issuer;
import trunkline.platform.testing.RawHttp;
import trunkline.platform.testing.ServiceUnderTest;
import trunkline.platform.tmf.contract.Specimen;

/** Sends a service what it should refuse, and remembers what it did not. */
final class Attack {
  private static final long SEED = 20_261_124;
  private static final int SHOWN = 500;
  private static final String TENANT = "hostile";

  private final ServiceUnderTest service;
  private final List<Specimen> specimens;
  private final String token =
      Issuer.shared().token(TENANT, "tmf:read", "tmf:write", "pii:read", "bulk:write");
  private final Random random = new Random(SEED);
  private final HostileBodies bodies = new HostileBodies(random);
  private final HostileTargets targets = new HostileTargets(random);
  private final Map<String, Integer> histogram = new TreeMap<>();
  private final List<String> faults = new ArrayList<>();

  Attack(ServiceUnderTest service, List<Specimen> specimens) {
    this.service = service;
    this.specimens = List.copyOf(specimens);
  }

  /** Malformed requests, among valid resources that must stay as they are. */
  void malformed(int requests) {
    Map<String, String> ids = new TreeMap<>();
    for (Specimen specimen : specimens) {
      Answer created = service.client(TENANT).post(specimen.path(), specimen.body());
      ids.put(specimen.path(), Expect.status(201, created).id());
    }
    var garbage = new Garbage(random, token);
    wrongTypes().forEach(request -> send(request, true));
    while (histogram.values().stream().mapToInt(Integer::intValue).sum() < requests) {
      Specimen specimen = specimens.get(random.nextInt(specimens.size()));
      String id = ids.getOrDefault(specimen.path(), "");
      send(random.nextInt(12) == 0 ? garbage.next() : malformed(specimen, id), true);
    }
    report("hostile input");
    for (Specimen specimen : specimens) {
      Answer list = service.client(TENANT).get(specimen.path());
      assertEquals("1", list.header("X-Total-Count"), "a refused request left something behind");
      String one = specimen.path() + "/" + ids.get(specimen.path());
      assertEquals("\"1\"", service.client(TENANT).get(one).header("ETag"));
    }
  }

  /** Queries of which some are fine. */
  void anyQuery(int requests) {
    for (int i = 0; i < requests; i++) {
      String path = specimens.get(random.nextInt(specimens.size())).path();
      String head = "GET " + path + "?" + targets.anyQuery() + " HTTP/1.1";
      send(Request.of("any query", token, head, ""), false);
    }
    report("any query");
    assertTrue(histogram.containsKey("200"), histogram.toString());
  }

  private void report(String what) {
    System.out.println(what + ", answers by status: " + histogram);
    assertEquals(List.of(), faults);
  }

  private void send(Request request, boolean mustRefuse) {
    Answer answer = RawHttp.exchange(service.base(), request.bytes());
    histogram.merge(Integer.toString(answer.status()), 1, Integer::sum);
    boolean refused = (answer.status() >= 400 && answer.status() < 500) || answer.status() == 501;
    try {
      if (refused) {
        Expect.errorBody(answer);
      }
    } catch (AssertionError | RuntimeException e) {
      refused = false;
    }
    boolean closed = answer.status() == 0 && request.kind().equals(Garbage.NOT_HTTP);
    boolean fine =
        refused || closed || (!mustRefuse && (answer.status() == 200 || answer.status() == 206));
    if (!fine && faults.size() < SHOWN) {
      String text = answer.text();
      String start = text.substring(0, Math.min(300, text.length()));
      faults.add("\n" + answer.status() + " " + start + "\n  to " + request);
    }
  }

  private List<Request> wrongTypes() {
    var requests = new ArrayList<Request>();
    for (Specimen specimen : specimens) {
      String head = "POST " + specimen.path() + " HTTP/1.1\r\nContent-Type: application/json";
      for (String body : WrongTypes.of(specimen.name(), specimen.body())) {
        requests.add(Request.of("wrong type", token, head, body));
      }
    }
    return requests;
  }

  private Request malformed(Specimen specimen, String id) {
    String post = "POST " + specimen.path() + " HTTP/1.1\r\nContent-Type: application/json";
    String patch = "PATCH " + specimen.path() + "/" + id + " HTTP/1.1\r\nContent-Type: ";
    String valid = specimen.body();
    return switch (random.nextInt(18)) {
      case 0 -> Request.of("truncated", token, post, bodies.truncated(valid));
      case 1 -> Request.of("interrupted", token, post, bodies.interrupted(valid));
      case 2 -> Request.of("noise", token, post, bodies.noise());
      case 3 -> Request.of("nested", token, post, bodies.nested(valid));
      case 4 -> Request.of("number", token, post, bodies.number(valid));
      case 5 -> Request.of("text", token, post, bodies.text(valid));
      case 6 -> Request.of("broken UTF-8", token, post, bodies.brokenUtf8(valid));
      case 7 -> Request.of("UTF-16", token, post, bodies.utf16(valid));
      case 8 -> Request.of("duplicate", token, post, bodies.duplicate(valid));
      case 9 ->
          Request.of("patch", token, patch + "application/json-patch+json", bodies.jsonPatch());
      case 10 ->
          Request.of(
              "patch query",
              token,
              patch + "application/json-patch-query+json",
              bodies.jsonPatch());
      case 11 ->
          Request.of(
              "merge", token, patch + "application/merge-patch+json", bodies.truncated(valid));
      case 12 -> Request.of("content type", token, patch + targets.contentType(), valid);
      case 13 ->
          Request.of(
              "If-Match", token, patch + "application/json\r\n" + targets.ifMatch(), "{\"x\":1}");
      case 14 ->
          Request.of(
              "query", token, "GET " + specimen.path() + "?" + targets.query() + " HTTP/1.1", "");
      case 15 ->
          Request.of(
              "long query",
              token,
              "GET " + specimen.path() + "?" + targets.immoderateQuery() + " HTTP/1.1",
              "");
      case 16 ->
          Request.of("id", token, "GET " + specimen.path() + "/" + targets.id() + " HTTP/1.1", "");
      default ->
          Request.of("token", token.substring(random.nextInt(token.length())) + "x", post, valid);
    };
  }
}
