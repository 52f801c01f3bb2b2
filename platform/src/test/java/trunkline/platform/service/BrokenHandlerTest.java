package trunkline.platform.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.helidon.http.Method;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import trunkline.platform.http.Description;
import trunkline.platform.http.Route;
import trunkline.platform.testing.Answer;
import trunkline.platform.testing.ServiceUnderTest;

/** Whatever a handler breaks by, the caller is told that it is our fault. */
class BrokenHandlerTest {
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void fault_isAnswered500WithACorrelationId(boolean isError) {
    Route broken =
        Route.open(Method.GET, "/broken", call -> breakDown(isError))
            .described(Description.of("Breaks").named("breakDown"));
    try (var service =
        ServiceUnderTest.start(
            settings -> NoteMain.start(settings, new Additions(List.of(broken), List.of())))) {
      Answer answer = service.stranger().get("/broken");
      assertEquals(500, answer.status());
      assertEquals("internal", answer.json().path("code").asText());
      assertTrue(answer.json().path("message").asText().contains("correlation id"));
    }
  }

  private static void breakDown(boolean isError) {
    if (isError) {
      throw new StackOverflowError("planted");
    }
    throw new IllegalStateException("planted");
  }
}
