package trunkline.search.projection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import trunkline.platform.json.Json;

/** Who belongs to whom, as each kind of resource says it. */
class ReferencesTest {
  @Test
  void customer_belongsToItsParty_andItsAccountsToIt() {
    assertReferences(
        "customer",
        "{\"engagedParty\":{\"id\":\"party\"},\"account\":[{\"id\":\"a1\"},{\"id\":\"a2\"}]}",
        "me<party",
        "a1<me",
        "a2<me");
  }

  @Test
  void product_belongsToPartyAndAccount_andItsDevicesToIt() {
    assertReferences(
        "product",
        """
        {"relatedParty":[{"id":"customer","role":"customer"},{"id":"shop","role":"Sales Agent"}],
         "billingAccount":{"id":"account"},"realizingResource":[{"id":"sim"}],"product":[{"id":"option"}]}
        """,
        "me<customer",
        "me<account",
        "sim<me",
        "option<me");
  }

  @Test
  void device_belongsToItsParty_andWhatItNamesToIt() {
    assertReferences(
        "resource",
        """
        {"relatedParty":[{"id":"customer"}],"resourceRelationship":[{"relationshipType":"uses","resource":{"id":"number"}}]}
        """,
        "me<customer",
        "number<me");
  }

  @Test
  void contactTicketConsentAndIdentity_belongToThePersonConcerned() {
    assertReferences(
        "partyInteraction",
        """
        {"relatedParty":[{"id":"customer","role":"customer"},{"id":"staff","role":"agent"}],
         "interactionItem":[{"item":{"id":"product"}}]}
        """,
        "me<customer",
        "me<product");
    assertReferences(
        "troubleTicket",
        "{\"relatedParty\":[{\"id\":\"c\"}],\"relatedEntity\":[{\"id\":\"sim\"}]}",
        "me<c",
        "me<sim");
    assertReferences(
        "partyPrivacyProfile",
        "{\"agreedByParty\":{\"id\":\"parent\"},\"applicableForParty\":{\"id\":\"child\"}}",
        "me<parent",
        "me<child");
    assertReferences("digitalIdentity", "{\"individualIdentified\":{\"id\":\"p\"}}", "me<p");
  }

  @Test
  void relatives_ownNothingOfEachOther() {
    assertReferences("individual", "{\"relatedParty\":[{\"id\":\"spouse\",\"role\":\"spouse\"}]}");
  }

  @Test
  void misshapenReferences_yieldNothing() {
    assertReferences("product", "{\"relatedParty\":\"x\",\"billingAccount\":[null,{\"id\":null}]}");
    assertReferences("product", "{\"relatedParty\":[{\"id\":\"me\"},{\"id\":{}}],\"product\":7}");
  }

  private static void assertReferences(String type, String body, String... expected) {
    Set<String> found =
        References.of("me", type, Json.parse(body)).stream()
            .map(reference -> reference.member() + "<" + reference.owner())
            .collect(Collectors.toSet());
    assertEquals(Set.of(expected), found);
  }
}
