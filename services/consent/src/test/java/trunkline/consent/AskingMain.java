package trunkline.consent;

import io.helidon.http.Method;
import java.util.List;
import java.util.Map;
import trunkline.platform.config.Configuration;
import trunkline.platform.consent.Consents;
import trunkline.platform.http.Description;
import trunkline.platform.http.Route;
import trunkline.platform.security.Scope;
import trunkline.platform.service.Additions;
import trunkline.platform.service.NoteMain;
import trunkline.platform.service.ServiceConfig;
import trunkline.platform.service.ServiceParts;
import trunkline.platform.service.TmfService;

/** The smallest service that asks: {@code GET /asking/v1/{party}} says whether to write to them. */
final class AskingMain {
  private AskingMain() {}

  static TmfService start(Map<String, String> settings) {
    ServiceConfig config = Configuration.read(ServiceConfig.class, settings);
    return TmfService.start(
        "asking", config, List.of(), NoteMain.MIGRATIONS, AskingMain::additions);
  }

  private static Additions additions(ServiceParts parts) {
    Consents consents = Consents.follow(parts);
    Route.Handler ask =
        call -> {
          var decision = consents.ask(call.caller().tenant(), call.id(), Consenting.EMAIL);
          call.reply(200, "{\"verdict\":\"" + decision.verdict().text() + "\"}");
        };
    var words = Description.of("Tells whether to write to them").answers(200, "askingVerdict");
    return new Additions(
        List.of(Route.of(Method.GET, "/asking/v1/{id}", Scope.TMF_READ, ask).described(words)),
        List.of(consents::close));
  }
}
