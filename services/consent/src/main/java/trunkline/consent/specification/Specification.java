package trunkline.consent.specification;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import trunkline.consent.Refusals;
import trunkline.platform.tmf.Lifecycle;
import trunkline.platform.tmf.Neighbours;
import trunkline.platform.tmf.PersonalData;
import trunkline.platform.tmf.PersonalData.Mask;
import trunkline.platform.tmf.Referrer;
import trunkline.platform.tmf.ResourceRules;
import trunkline.platform.tmf.ResourceType;
import trunkline.platform.values.Periods;

/**
 * What people are asked to allow (TMF644): one version of one text. While it is In Design it can be
 * changed and nobody can agree to it; from Active on it stays as people saw it, and a change is a
 * new version. A Retired one is granted no more, but what was granted holds.
 */
public final class Specification implements ResourceRules {
  public static final String ACTIVE = "Active";
  private static final String IN_DESIGN = "In Design";

  public static final ResourceType TYPE =
      ResourceType.named("partyPrivacyProfileSpecification")
          .api("/tmf-api/privacyManagement/v4")
          .table("party_privacy_profile_specification")
          .schema("partyPrivacyProfileSpecification.schema.json")
          .mandatory("name")
          .column("name", "name")
          .column("status", "status")
          .lifecycle(
              Lifecycle.of("status")
                  .entry(IN_DESIGN, ACTIVE)
                  .from(IN_DESIGN, ACTIVE, "Rejected")
                  .from(ACTIVE, "Retired")
                  .from("Rejected")
                  .from("Retired"))
          .personal(PersonalData.of(Mask.INITIAL, "relatedParty.name"))
          .rules(new Specification())
          .keptBy(new Referrer("party_privacy_profile", "specification_id"))
          .build();

  private Specification() {}

  /** The type with the specification that every tenant has from the start. */
  public static ResourceType seeded() {
    try (InputStream in = Specification.class.getResourceAsStream("default-specification.json")) {
      byte[] text =
          Objects.requireNonNull(in, "the default specification is not there").readAllBytes();
      return TYPE.seededWith(new String(text, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void settle(ObjectNode before, ObjectNode after, Neighbours neighbours, Instant now) {
    if (before.has("lastUpdate")) {
      after.set("lastUpdate", before.get("lastUpdate"));
    }
    if (!after.equals(before)) {
      after.put("lastUpdate", now.toString());
    }
  }

  @Override
  public void check(ObjectNode specification) {
    Periods.check(specification.path("validFor"), "validFor");
    Terms terms = Terms.of(specification);
    terms.check();
    if (terms.isEmpty() && specification.path("status").asText().equals(ACTIVE)) {
      throw Refusals.specificationEmpty().asException();
    }
  }

  @Override
  public void checkChange(ObjectNode before, ObjectNode after) {
    if (!before.path("status").asText().equals(IN_DESIGN) && !fixed(before).equals(fixed(after))) {
      throw Refusals.specificationFixed().asException();
    }
  }

  private static ObjectNode fixed(ObjectNode specification) {
    return specification.deepCopy().remove(List.of("status", "lastUpdate"));
  }
}
