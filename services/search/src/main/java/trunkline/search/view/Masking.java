package trunkline.search.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import trunkline.platform.tmf.PersonalData.Mask;

/**
 * Hides personal data in any resource. Each service knows which of its attributes are personal;
 * here, where resources of all services meet, it is the other way round: shown is what is known to
 * be harmless, and everything else is masked, an unknown attribute too.
 */
final class Masking {
  /** Shown with all that is in them. */
  private static final Set<String> HARMLESS =
      Set.of(
          "id",
          "href",
          "@type",
          "@baseType",
          "@referredType",
          "@schemaLocation",
          "status",
          "state",
          "role",
          "validFor",
          "creationDate",
          "lastUpdate",
          "startDate",
          "terminationDate",
          "orderDate",
          "interactionDate",
          "statusChangeDate",
          "resolutionDate",
          "expectedResolutionDate",
          "startOperatingDate",
          "endOperatingDate",
          "administrativeState",
          "operationalState",
          "usageState",
          "resourceStatus",
          "category",
          "severity",
          "priority",
          "ticketType",
          "direction",
          "channel",
          "mediumType",
          "preferred",
          "valueType",
          "accountType",
          "tradingName",
          "organizationType",
          "isBundle",
          "isCustomerVisible",
          "productOffering",
          "productSpecification",
          "productPrice",
          "resourceSpecification",
          "partyPrivacyProfileSpecification",
          "privacyUsagePurpose");

  /** A characteristic's name says what its value is. */
  private static final String LABEL = "name";

  private Masking() {}

  /** Masks a resource in place. */
  static void mask(ObjectNode resource) {
    mask(resource, false);
  }

  private static void mask(JsonNode node, boolean labelled) {
    if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        if (array.get(i).isContainerNode()) {
          mask(array.get(i), labelled);
        } else {
          array.set(i, Mask.ALL.hide(array.get(i).asText()));
        }
      }
    } else if (node instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> property : Set.copyOf(object.properties())) {
        String name = property.getKey();
        if (!HARMLESS.contains(name) && !(labelled && name.equals(LABEL))) {
          mask(object, name, property.getValue());
        }
      }
    }
  }

  private static void mask(ObjectNode object, String name, JsonNode value) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (value.isContainerNode()) {
      mask(value, lower.endsWith("characteristic"));
    } else if (!value.isNull()) {
      object.put(name, maskOf(lower).hide(value.asText()));
    }
  }

  private static Mask maskOf(String name) {
    if (name.endsWith("name")) {
      return Mask.INITIAL;
    }
    if (name.contains("email")) {
      return Mask.EMAIL;
    }
    return name.endsWith("number") ? Mask.LAST_TWO : Mask.ALL;
  }
}
