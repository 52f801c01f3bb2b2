package trunkline.identification.verification;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import trunkline.identification.eid.BrowserAnswer;
import trunkline.platform.http.Call;
import trunkline.platform.http.Description;
import trunkline.platform.http.Route;
import trunkline.platform.json.Json;

/**
 * Where a person's browser comes back from the eID. Open to anybody: the state that it brings is
 * the proof. The browser is sent on to where the verification was asked for, which is an address
 * that the settings list; without one it is told how it went. Nothing personal is in either.
 */
final class CallbackApi {
  static final String PATH = "/identification/v1/callback";
  private static final HeaderName REFERRER_POLICY = HeaderNames.create("Referrer-Policy");

  private final EidVerifications verifications;

  CallbackApi(EidVerifications verifications) {
    this.verifications = verifications;
  }

  List<Route> routes() {
    return List.of(
        Route.open(Method.GET, PATH, this::complete)
            .described(
                Description.of("Takes what a person's browser brings back from the eID")
                    .named("completeVerification")
                    .requiredQuery("state", "Which login it belongs to")
                    .query("code", "What the person's data are got for")
                    .query("iss", "The eID (RFC 9207)")
                    .query("error", "Why the person was not identified")
                    .answers(200, "verificationOutcome")
                    .header("Cache-Control", "CacheControl")
                    .header("Referrer-Policy", "ReferrerPolicy")
                    .answers(302)
                    .header("Location", "Onward")
                    .header("Cache-Control", "CacheControl")
                    .header("Referrer-Policy", "ReferrerPolicy")
                    .refuses(409, 422, 501)));
  }

  private void complete(Call call) {
    // the address bar holds code and state: they must go neither into a cache nor to the next site
    call.with(HeaderNames.CACHE_CONTROL, "no-store").with(REFERRER_POLICY, "no-referrer");
    EidVerifications.Returned returned =
        verifications.complete(BrowserAnswer.parse(call.rawQuery()), call.correlationId());
    if (!returned.verification().returnUrl().isEmpty()) {
      call.with(HeaderNames.LOCATION, location(returned)).reply(302);
      return;
    }
    returned
        .refusal()
        .ifPresent(
            refusal -> {
              throw refusal.asException();
            });
    call.reply(200, Json.write(told(returned.verification())));
  }

  private static Object told(Verification verification) {
    return Json.mapper()
        .createObjectNode()
        .put("verification", verification.id())
        .put("status", verification.status().text());
  }

  private static String location(EidVerifications.Returned returned) {
    String url = returned.verification().returnUrl();
    String location =
        url
            + (url.contains("?") ? "&" : "?")
            + "verification="
            + returned.verification().id()
            + "&status="
            + returned.verification().status().text();
    return location
        + returned
            .refusal()
            .map(refusal -> "&error=" + URLEncoder.encode(refusal.code(), StandardCharsets.UTF_8))
            .orElse("");
  }
}
