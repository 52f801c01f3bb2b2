package trunkline.consent.decision;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.helidon.http.Method;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import trunkline.consent.profile.Profile;
import trunkline.platform.consent.Decision;
import trunkline.platform.consent.PrivacyProfile;
import trunkline.platform.consent.Statement;
import trunkline.platform.http.Call;
import trunkline.platform.http.Description;
import trunkline.platform.http.Route;
import trunkline.platform.json.Json;
import trunkline.platform.security.Scope;
import trunkline.platform.service.ServiceParts;

/**
 * {@code GET /consent/v1/decision?party=…&purpose=…[&at=…]} for one person, {@code POST} for many.
 * Whoever was never asked has not allowed it: only {@code granted} is a yes.
 */
public final class DecisionApi {
  private static final String PATH = "/consent/v1/decision";

  private final ProfileStore profiles;
  private final InstantSource clock;
  private final String profileBase;

  public DecisionApi(ServiceParts parts) {
    this.profiles = new ProfileStore(parts.database());
    this.clock = parts.clock();
    this.profileBase = parts.representation().base() + Profile.TYPE.path() + "/";
  }

  public List<Route> routes() {
    return List.of(
        Route.of(Method.GET, PATH, Scope.CONSENT_ASK, this::one)
            .described(
                Description.of("Answers whether something may be done with a person")
                    .named("decideConsent")
                    .requiredQuery("party", "The party's id")
                    .requiredQuery("purpose", "A privacyUsagePurpose of a specification")
                    .time("at", "An instant that has passed; now when it is left out")
                    .answers(200, "consentDecision")),
        Route.of(Method.POST, PATH, Scope.CONSENT_ASK, this::many)
            .described(
                Description.of("Answers whether something may be done, for many people at once")
                    .named("decideConsents")
                    .takes("consentQuestion")
                    .answersList(200, "consentDecision")));
  }

  private void one(Call call) {
    var question = Question.ofQuery(call.rawQuery(), clock.instant());
    call.reply(200, Json.write(answers(call.caller().tenant(), question).get(0)));
  }

  private void many(Call call) {
    call.requireJson();
    var question = Question.ofBody(call.json(), clock.instant());
    call.reply(200, Json.write(answers(call.caller().tenant(), question)));
  }

  /** In the order of the question. */
  private ArrayNode answers(String tenant, Question question) {
    Map<String, List<PrivacyProfile>> found = profiles.find(tenant, question.partyIds());
    ArrayNode answers = Json.mapper().createArrayNode();
    for (String partyId : question.partyIds()) {
      List<Statement> said =
          found.getOrDefault(partyId, List.of()).stream()
              .flatMap(
                  profile ->
                      profile.statements().getOrDefault(question.purpose(), List.of()).stream())
              .toList();
      answers.add(answer(partyId, question, Decision.of(said, question.at())));
    }
    return answers;
  }

  private ObjectNode answer(String partyId, Question question, Decision decision) {
    ObjectNode answer =
        Json.mapper()
            .createObjectNode()
            .put("party", partyId)
            .put("purpose", question.purpose())
            .put("at", question.at().toString())
            .put("decision", decision.verdict().text());
    put(answer, "since", decision.since());
    put(answer, "until", decision.until());
    decision
        .statement()
        .ifPresent(
            statement -> {
              answer.put("basis", statement.basis()).put("version", statement.version());
              answer
                  .putObject("profile")
                  .put("id", statement.profileId())
                  .put("href", profileBase + statement.profileId());
            });
    return answer;
  }

  private static void put(ObjectNode answer, String name, Optional<Instant> time) {
    time.ifPresent(instant -> answer.put(name, instant.toString()));
  }
}
