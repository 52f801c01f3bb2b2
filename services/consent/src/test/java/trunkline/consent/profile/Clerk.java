package trunkline.consent.profile;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import trunkline.platform.consent.Decision;
import trunkline.platform.consent.PrivacyProfile;
import trunkline.platform.consent.Statement;
import trunkline.platform.consent.Verdict;
import trunkline.platform.json.Json;
import trunkline.platform.refusal.Refused;
import trunkline.platform.tmf.ResourceRules;

/**
 * A person's profiles under the real rules, as the kernel would call them, without a database. Each
 * is under a specification of its own that asks for the same purpose.
 */
final class Clerk {
  static final String PURPOSE = "marketing.email";
  private static final ResourceRules RULES = Profile.TYPE.rules();

  private final List<ObjectNode> specifications = new ArrayList<>();
  private final List<ObjectNode> profiles = new ArrayList<>();

  /** A draft that grants nothing, for each specification; {@code grantedFor} may be empty. */
  Clerk(Instant now, List<Optional<Duration>> grantedFor) {
    for (Optional<Duration> lasting : grantedFor) {
      specifications.add(specification(lasting));
      profiles.add(draft(profiles.size(), now));
    }
  }

  private static ObjectNode specification(Optional<Duration> grantedFor) {
    ObjectNode specification = Json.mapper().createObjectNode().put("status", "Active");
    ObjectNode term = specification.putArray("partyPrivacyProfileSpecCharacteristic").addObject();
    term.put("name", "news").put("privacyUsagePurpose", PURPOSE);
    grantedFor.ifPresent(lasting -> term.put("grantedFor", "P" + lasting.toDays() + "D"));
    return specification;
  }

  private ObjectNode draft(int number, Instant now) {
    ObjectNode body = Json.mapper().createObjectNode().put("status", "created");
    body.putObject("agreedByParty").put("id", "jane");
    body.putObject("partyPrivacyProfileSpecification").put("id", Integer.toString(number));
    ObjectNode news = body.putArray("partyPrivacyProfileCharacteristic").addObject();
    news.put("name", "news").put("value", "denied");
    settle(Json.mapper().createObjectNode(), body, now);
    return body;
  }

  private void settle(ObjectNode before, ObjectNode after, Instant now) {
    RULES.settle(
        before, after, (type, id) -> Optional.of(specifications.get(Integer.parseInt(id))), now);
    RULES.complete(after, now);
    RULES.check(after);
  }

  /** False when it is refused; then nothing has changed. */
  boolean change(int profile, ObjectNode patch, Instant now) {
    ObjectNode before = profiles.get(profile);
    ObjectNode after = before.deepCopy();
    after.setAll(patch);
    try {
      settle(before, after, now);
      RULES.checkChange(before, after);
    } catch (Refused refused) {
      return false;
    }
    profiles.set(profile, after);
    return true;
  }

  boolean say(int profile, String value, Optional<String> document, Instant now) {
    ObjectNode patch = Json.mapper().createObjectNode();
    ObjectNode news = patch.putArray("partyPrivacyProfileCharacteristic").addObject();
    news.put("name", "news").put("value", value);
    document.ifPresent(
        reference ->
            news.putObject("evidence")
                .put("channel", "shop")
                .put("textVersion", "1")
                .put("documentReference", reference));
    return change(profile, patch, now);
  }

  Verdict decide(Instant at) {
    var said = new ArrayList<Statement>();
    for (int i = 0; i < profiles.size(); i++) {
      var profile = new PrivacyProfile(Integer.toString(i), 1, profiles.get(i));
      said.addAll(profile.statements().getOrDefault(PURPOSE, List.of()));
    }
    return Decision.of(said, at).verdict();
  }
}
