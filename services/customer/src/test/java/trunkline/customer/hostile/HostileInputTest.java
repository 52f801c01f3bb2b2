package trunkline.customer.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import trunkline.customer.CustomerMain;
import trunkline.customer.Specimens;
import trunkline.platform.testing.Answer;
import trunkline.platform.testing.Expect;
import trunkline.platform.testing.Issuer;
import trunkline.platform.testing.RawHttp;
import trunkline.platform.testing.ServiceUnderTest;
import trunkline.platform.tmf.contract.Specimen;

/** Ten thousand requests that nobody should send. */
class HostileInputTest {
  private static final long SEED = 20_261_124;
  private static final int REQUESTS = 10_000;
  private static final int SHOWN = 500;

  private static ServiceUnderTest service;
  private static String token = "";
  private final Random random = new Random(SEED);
  private final HostileBodies bodies = new HostileBodies(random);
  private final HostileTargets targets = new HostileTargets(random);
  private final Map<String, Integer> histogram = new TreeMap<>();

  @BeforeAll
  static void start() {
    service = ServiceUnderTest.start(CustomerMain::start);
    token = Issuer.shared().token("hostile", "tmf:read", "tmf:write", "pii:read", "bulk:write");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void everyMalformedRequest_isRefusedInTmForm() {
    Map<String, String> ids = new TreeMap<>();
    for (Specimen specimen : Specimens.ALL) {
      ids.put(
          specimen.path(), service.client("hostile").post(specimen.path(), specimen.body()).id());
    }
    var garbage = new Garbage(random, token);
    List<String> faults = new ArrayList<>();
    for (Request request : wrongTypes()) {
      send(request, true, faults);
    }
    while (histogram.values().stream().mapToInt(Integer::intValue).sum() < REQUESTS) {
      Specimen specimen = Specimens.ALL.get(random.nextInt(Specimens.ALL.size()));
      Request request =
          random.nextInt(12) == 0
              ? garbage.next()
              : malformed(specimen, ids.getOrDefault(specimen.path(), ""));
      send(request, true, faults);
    }
    System.out.println("hostile input, answers by status: " + histogram);
    assertEquals(List.of(), faults);
    for (Specimen specimen : Specimens.ALL) {
      Answer list = service.client("hostile").get(specimen.path());
      assertEquals("1", list.header("X-Total-Count"), "a refused request left something behind");
      assertEquals(
          "\"1\"",
          service
              .client("hostile")
              .get(specimen.path() + "/" + ids.get(specimen.path()))
              .header("ETag"));
    }
  }

  @Test
  void anyQueryAtAll_neverBreaksTheService() {
    List<String> faults = new ArrayList<>();
    for (int i = 0; i < 1500; i++) {
      String path = Specimens.ALL.get(random.nextInt(Specimens.ALL.size())).path();
      String head = "GET " + path + "?" + targets.anyQuery() + " HTTP/1.1";
      send(Request.of("any query", token, head, ""), false, faults);
    }
    System.out.println("any query, answers by status: " + histogram);
    assertEquals(List.of(), faults);
    assertTrue(histogram.containsKey("200"), histogram.toString());
  }

  private void send(Request request, boolean mustRefuse, List<String> faults) {
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
    for (Specimen specimen : Specimens.ALL) {
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
