package trunkline.search.projection;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Who a resource belongs to, and what belongs to it, by the reference attributes of the TMF
 * specifications. A reference says nothing about whether the other resource exists.
 */
final class References {
  private static final int MOST = 2_000;

  /** Attributes that name an owner. */
  private static final List<String> OWNERS =
      List.of(
          "engagedParty",
          "billingAccount",
          "agreedByParty",
          "applicableForParty",
          "individualIdentified",
          "partyRoleIdentified",
          "relatedEntity",
          "engagedPartyRole");

  /** Attributes that name what belongs to the resource. */
  private static final List<String> MEMBERS =
      List.of("realizingResource", "product", "account", "financialAccount");

  /** Roles of those who act for the telco: what they handle is not theirs. */
  private static final List<String> STAFF =
      List.of(
          "agent",
          "assignee",
          "dealer",
          "employee",
          "handler",
          "manufacturer",
          "operator",
          "provider",
          "seller",
          "supplier",
          "technician",
          "vendor");

  private final String id;
  private final Set<Reference> references = new LinkedHashSet<>();

  private References(String id) {
    this.id = id;
  }

  static Set<Reference> of(String id, String type, JsonNode resource) {
    var found = new References(id);
    OWNERS.forEach(attribute -> found.owners(attribute, resource.path(attribute)));
    MEMBERS.forEach(attribute -> found.members(attribute, resource.path(attribute)));
    if (!KnownType.PARTIES.contains(type)) { // a relative's things are not one's own
      found.owners("relatedParty", resource.path("relatedParty"));
    }
    resource
        .path("resourceRelationship")
        .forEach(r -> found.members("resourceRelationship", r.path("resource")));
    resource
        .path("interactionItem")
        .forEach(item -> found.owners("interactionItem", item.path("item")));
    return found.references;
  }

  /** One reference, or a list of them. */
  private void owners(String via, JsonNode value) {
    if (value.isArray()) {
      value.forEach(one -> owners(via, one));
    } else if (!isStaff(value)) {
      add(id, value.path("id").asText(""), via);
    }
  }

  private void members(String via, JsonNode value) {
    if (value.isArray()) {
      value.forEach(one -> members(via, one));
    } else {
      add(value.path("id").asText(""), id, via);
    }
  }

  private static boolean isStaff(JsonNode reference) {
    String role = reference.path("role").asText("").toLowerCase(Locale.ROOT);
    return STAFF.stream().anyMatch(role::contains);
  }

  private void add(String member, String owner, String via) {
    boolean named = !member.isEmpty() && !owner.isEmpty() && !member.equals(owner);
    if (named && member.length() <= 400 && owner.length() <= 400 && references.size() < MOST) {
      references.add(new Reference(member, owner, via));
    }
  }
}
