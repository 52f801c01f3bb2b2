package trunkline.platform.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import trunkline.platform.service.NoteMain;
import trunkline.platform.telemetry.OtlpReceiver.Field;
import trunkline.platform.testing.Client;
import trunkline.platform.testing.ServiceUnderTest;

/** What a collector gets from a service. Field numbers are those of opentelemetry-proto 1. */
class TelemetryTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String PARENT = "00f067aa0ba902b7";

  private static final int ATTRIBUTES_OF_RESOURCE = 1;
  private static final int ATTRIBUTES_OF_SPAN = 9;
  private static final int ATTRIBUTES_OF_POINT = 9;

  private static OtlpReceiver collector;

  @BeforeAll
  static void send() throws Exception {
    collector = new OtlpReceiver();
    try (ServiceUnderTest service =
        ServiceUnderTest.start(NoteMain::start, "telemetry.otlpEndpoint", collector.endpoint())) {
      Client client = service.client("acme");
      client.get(NoteMain.PATH + "/Roe", "traceparent", "00-" + TRACE + "-" + PARENT + "-01");
      client.get(NoteMain.PATH + "?name=Roe");
    }
  }

  @AfterAll
  static void stop() {
    collector.close();
  }

  @Test
  void request_isASpanBelowTheCallersTrace() {
    Field span = span(TRACE);
    assertEquals(PARENT, span.at(4).getFirst().hex());
    assertEquals("GET " + NoteMain.PATH + "/{id}", span.at(5).getFirst().text());
    assertEquals(2, span.at(6).getFirst().value(), "kind is server");
    assertEquals("GET", span.attribute(ATTRIBUTES_OF_SPAN, "http.request.method"));
    assertEquals(NoteMain.PATH + "/{id}", span.attribute(ATTRIBUTES_OF_SPAN, "http.route"));
    assertEquals("404", span.attribute(ATTRIBUTES_OF_SPAN, "http.response.status_code"));
  }

  @Test
  void spansAndMetrics_sayWhichServiceSentThem() {
    for (String path : List.of("/v1/traces", "/v1/metrics")) {
      List<Field> resources = collector.at(path, 1, 1);
      assertFalse(resources.isEmpty(), path);
      for (Field resource : resources) {
        assertEquals("note", resource.attribute(ATTRIBUTES_OF_RESOURCE, "service.name"));
      }
    }
  }

  @Test
  void duration_isMeasuredByRouteAndStatus() {
    Field metric =
        collector.at("/v1/metrics", 1, 2, 2).stream()
            .filter(m -> m.at(1).getFirst().text().equals("http.server.request.duration"))
            .findFirst()
            .orElseThrow();
    assertEquals("s", metric.at(3).getFirst().text());
    List<String> routes =
        metric.at(9, 1).stream()
            .map(
                point ->
                    point.attribute(ATTRIBUTES_OF_POINT, "http.route")
                        + " "
                        + point.attribute(ATTRIBUTES_OF_POINT, "http.response.status_code"))
            .sorted()
            .toList();
    assertEquals(List.of(NoteMain.PATH + " 200", NoteMain.PATH + "/{id} 404"), routes);
  }

  @Test
  void whatACallerAsksFor_isNotTold() {
    List<Field> spans = collector.at("/v1/traces", 1, 2, 2);
    assertEquals(2, spans.size());
    spans.forEach(span -> assertTrue(!span.text().contains("Roe")));
  }

  private static Field span(String trace) {
    return collector.at("/v1/traces", 1, 2, 2).stream()
        .filter(span -> span.at(1).getFirst().hex().equals(trace))
        .findFirst()
        .orElseThrow();
  }
}
