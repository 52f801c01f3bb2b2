package trunkline.identification.verification;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import java.util.List;
import java.util.stream.Stream;
import trunkline.identification.Refusals;
import trunkline.identification.identity.Assurance;
import trunkline.identification.person.KnownIndividuals;
import trunkline.platform.http.Call;
import trunkline.platform.http.Description;
import trunkline.platform.http.Route;
import trunkline.platform.json.Json;
import trunkline.platform.refusal.KernelRefusals;
import trunkline.platform.refusal.Refusal;
import trunkline.platform.security.Scope;

/** Verifications over HTTP: ask for one, read it, decide on it. */
final class VerificationApi {
  private static final String MANUAL = "/identification/v1/manualVerification";
  private static final HeaderName RESULT = HeaderNames.create("X-Result-Count");

  private final EidVerifications byEid;
  private final DocumentVerifications byDocuments;
  private final Review review;
  private final Verifications verifications;
  private final KnownIndividuals individuals;
  private final VerificationConfig config;
  private final VerificationView view;

  VerificationApi(
      EidVerifications byEid,
      DocumentVerifications byDocuments,
      Review review,
      Verifications verifications,
      KnownIndividuals individuals,
      VerificationConfig config,
      VerificationView view) {
    this.byEid = byEid;
    this.byDocuments = byDocuments;
    this.review = review;
    this.verifications = verifications;
    this.individuals = individuals;
    this.config = config;
    this.view = view;
  }

  List<Route> routes() {
    String all = VerificationView.PATH;
    String one = all + "/{id}";
    return List.of(
        Route.of(Method.POST, all, Scope.IDENTITY_VERIFY, this::begin)
            .described(
                Description.of("Begins to verify a person by the national eID")
                    .named("beginVerification")
                    .takes("verificationRequest")
                    .answers(201, "verification")
                    .header("Location", "Location")
                    .header("Cache-Control", "CacheControl")
                    .refuses(422, 501)),
        Route.of(Method.GET, all, Scope.IDENTITY_VERIFY, this::list).described(listing()),
        Route.of(Method.GET, one, Scope.IDENTITY_VERIFY, this::get)
            .described(
                Description.of("Reads one verification and its history")
                    .named("retrieveVerification")
                    .answers(200, "verification")),
        Route.of(Method.POST, one + "/decision", Scope.IDENTITY_APPROVE, this::decide)
            .described(
                Description.of("Decides on a verification that somebody else asked for")
                    .named("decideVerification")
                    .takes("verificationDecision")
                    .answers(200, "verification")
                    .refuses(409)),
        Route.of(Method.POST, MANUAL, Scope.IDENTITY_VERIFY, this::propose)
            .described(
                Description.of("Proposes to verify a person by documents; somebody else decides")
                    .named("proposeVerification")
                    .takes("manualVerification")
                    .answers(201, "verification")
                    .header("Location", "Location")
                    .refuses(409, 422)));
  }

  private static Description listing() {
    return Description.of("Lists verifications, the earliest first")
        .named("listVerification")
        .choice("status", "Where they stand", Stream.of(Status.values()).map(Status::text).toList())
        .query("individualId", "Whose they are")
        .number(
            "limit",
            "At most so many",
            0,
            VerificationQuery.LARGEST_PAGE,
            VerificationQuery.LARGEST_PAGE)
        .number("offset", "How many to skip", 0, VerificationQuery.DEEPEST_OFFSET, 0)
        .answersList(200, "verification")
        .header("X-Result-Count", "ResultCount");
  }

  private void begin(Call call) {
    VerificationRequest request = request(call, body(call), Assurance.SUBSTANTIAL);
    EidVerifications.Begun begun = byEid.begin(call.caller(), request, call.correlationId());
    ObjectNode answer =
        view.of(begun.verification()).put("authorizationUrl", begun.authorizationUrl().toString());
    call.with(HeaderNames.LOCATION, view.href(begun.verification()))
        .with(HeaderNames.CACHE_CONTROL, "no-store")
        .reply(201, Json.write(answer));
  }

  private void propose(Call call) {
    JsonNode body = body(call);
    VerificationRequest request = request(call, body, Assurance.LOW);
    Verification proposal = byDocuments.propose(call.caller(), request, body, call.correlationId());
    if (!proposal.outcome().conflictsWith().isEmpty()) {
      throw Refusals.identifierTaken(proposal.id()).asException();
    }
    call.with(HeaderNames.LOCATION, view.href(proposal)).reply(201, Json.write(view.of(proposal)));
  }

  private void get(Call call) {
    call.reply(200, Json.write(shown(call, find(call))));
  }

  private void list(Call call) {
    VerificationQuery query = VerificationQuery.parse(call.rawQuery());
    ArrayNode answer = Json.mapper().createArrayNode();
    verifications
        .list(
            call.caller().tenant(),
            query.status(),
            query.individualId(),
            query.limit(),
            query.offset())
        .forEach(verification -> answer.add(view.of(verification)));
    call.with(RESULT, Integer.toString(answer.size())).reply(200, Json.write(answer));
  }

  private void decide(Call call) {
    Verification decided =
        review.decide(call.caller(), call.id(), body(call), call.correlationId());
    call.reply(200, Json.write(shown(call, decided)));
  }

  private Verification find(Call call) {
    return verifications
        .find(call.caller().tenant(), call.id())
        .orElseThrow(() -> notFound().asException());
  }

  private static Refusal notFound() {
    return KernelRefusals.notFound("verification", "(the one in the path)");
  }

  private ObjectNode shown(Call call, Verification verification) {
    return view.of(verification, verifications.steps(call.caller().tenant(), verification.id()));
  }

  private VerificationRequest request(Call call, JsonNode body, Assurance usual) {
    return VerificationRequest.read(call.caller().tenant(), body, usual, individuals, config);
  }

  private static JsonNode body(Call call) {
    call.requireJson();
    return call.json();
  }
}
