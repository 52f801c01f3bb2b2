package trunkline.search.projection;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a resource is found by. Looks for the attributes of TMF629, 632, 637, 639, 666 and 720 in
 * any resource; what is absent or of another shape yields nothing.
 */
final class Terms {
  /** Beyond that a resource is a list of things, and finding it by them would say little. */
  private static final int MOST = 300;

  private static final List<String> STREET_AND_TOWN =
      List.of("street1", "street2", "postCode", "city", "stateOrProvince");

  /** TMF673's names. */
  private static final List<String> PLACE =
      List.of("streetName", "streetNr", "street1", "postcode", "postCode", "city", "locality");

  private final Set<Term> terms = new LinkedHashSet<>();

  private Terms() {}

  static Set<Term> of(JsonNode resource) {
    var found = new Terms();
    found.names(resource, "");
    found.accounts(resource);
    found.media(resource, "");
    found.characteristics(resource);
    resource.path("otherName").forEach(name -> found.names(name, "otherName."));
    resource.path("credential").forEach(credential -> found.media(credential, "credential."));
    resource.path("place").forEach(place -> found.joined(Kind.ADDRESS, "place", place, PLACE));
    return found.terms;
  }

  private void add(Kind kind, String field, String text) {
    if (terms.size() < MOST) {
      Term.of(kind, field, text).filter(this::isNews).ifPresent(terms::add);
    }
  }

  /** The same value in another field finds the same resource. */
  private boolean isNews(Term term) {
    return terms.stream().noneMatch(t -> t.kind() == term.kind() && t.value().equals(term.value()));
  }

  private void names(JsonNode node, String prefix) {
    joined(
        Kind.NAME,
        prefix + "familyName",
        node,
        List.of("givenName", "middleName", "familyNamePrefix", "familyName"));
    joined(Kind.NAME, prefix + "preferredGivenName", node, preferred(node));
    for (String name : List.of("fullName", "formattedName", "legalName", "tradingName")) {
      add(Kind.NAME, prefix + name, node.path(name).asText(""));
    }
    boolean isParty = node.has("engagedParty") || node.has("tradingName");
    if (isParty) {
      add(Kind.NAME, prefix + "name", node.path("name").asText(""));
    }
    add(Kind.NAME, "engagedParty.name", node.path("engagedParty").path("name").asText(""));
  }

  private static List<String> preferred(JsonNode node) {
    return node.hasNonNull("preferredGivenName")
        ? List.of("preferredGivenName", "familyName")
        : List.of();
  }

  private void joined(Kind kind, String field, JsonNode node, List<String> attributes) {
    String text =
        attributes.stream()
            .map(attribute -> node.path(attribute).asText(""))
            .filter(part -> !part.isBlank())
            .collect(Collectors.joining(" "));
    add(kind, field, text);
  }

  private void accounts(JsonNode resource) {
    Stream.of("accountNumber", "customerNumber", "externalId")
        .forEach(name -> add(Kind.ACCOUNT, name, resource.path(name).asText("")));
    resource
        .path("externalReference")
        .forEach(reference -> add(Kind.ACCOUNT, "externalReference.name", text(reference, "name")));
    if (resource.path("@type").asText("").endsWith("Account")) {
      add(Kind.ACCOUNT, "name", text(resource, "name"));
    }
    resource
        .path("contact")
        .forEach(
            contact -> {
              add(Kind.NAME, "contact.contactName", text(contact, "contactName"));
              media(contact, "contact.");
            });
  }

  private void media(JsonNode node, String prefix) {
    for (JsonNode medium : node.path("contactMedium")) {
      // TMF720 has the values on the medium itself
      JsonNode inner = medium.path("characteristic");
      JsonNode values = inner.isObject() ? inner : medium;
      String field = prefix + "contactMedium." + (inner.isObject() ? "characteristic." : "");
      add(Kind.EMAIL, field + "emailAddress", text(values, "emailAddress"));
      add(Kind.NUMBER, field + "phoneNumber", text(values, "phoneNumber"));
      add(Kind.NUMBER, field + "faxNumber", text(values, "faxNumber"));
      joined(Kind.ADDRESS, field + "street1", values, STREET_AND_TOWN);
    }
  }

  /** Numbers of the network stand in characteristics, whose names nobody has agreed on. */
  private void characteristics(JsonNode resource) {
    for (String list :
        List.of("characteristic", "productCharacteristic", "resourceCharacteristic")) {
      for (JsonNode characteristic : resource.path(list)) {
        String name = text(characteristic, "name");
        JsonNode value = characteristic.path("value");
        number(list + "." + name, name, value.isObject() ? value.path("value") : value);
      }
    }
    resource.properties().forEach(p -> number(p.getKey(), p.getKey(), p.getValue()));
    String saying = text(resource, "@type") + text(resource, "category") + text(resource, "name");
    number("value", saying, resource.path("value"));
  }

  private void number(String field, String name, JsonNode value) {
    if (value.isValueNode()) {
      String lower = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
      for (Kind kind : List.of(Kind.ICCID, Kind.IMSI, Kind.IMEI, Kind.MSISDN)) {
        if (lower.contains(kind.text())) {
          add(kind, field, value.asText(""));
          return;
        }
      }
      if (lower.contains("phone")) {
        add(Kind.NUMBER, field, value.asText(""));
      }
    }
  }

  private static String text(JsonNode node, String attribute) {
    return node.path(attribute).asText("");
  }
}
