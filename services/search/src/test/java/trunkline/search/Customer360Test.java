package trunkline.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import trunkline.platform.testing.Answer;
import trunkline.platform.testing.Client;
import trunkline.platform.testing.Expect;

/** All of a customer in one answer. */
class Customer360Test {
  private static final Searching IT = Shared.searching();
  private static Household household = new Household(IT, "");

  @BeforeAll
  static void arrive() {
    household = Household.arrive(IT);
    Searching.await(
        "everything is known",
        () ->
            total("interaction") == 25
                && total("identity") == 1
                && total("consent") == 1
                && total("troubleTicket") == 1
                && total("device") == 2);
  }

  private static JsonNode whole() {
    return Expect.status(200, IT.whole(household.tenant(), household.customer())).json();
  }

  private static int total(String part) {
    return whole().path(part).path("total").asInt();
  }

  private static List<String> ids(JsonNode whole, String part) {
    return StreamSupport.stream(whole.path(part).path("item").spliterator(), false)
        .map(item -> item.path("id").asText().replace("-" + household.tenant(), ""))
        .toList();
  }

  @Test
  void everyPart_isThere_whicheverWayItBelongs() {
    JsonNode whole = whole();
    assertEquals(List.of("customer"), ids(whole, "customer"));
    assertEquals(List.of("party"), ids(whole, "party"));
    assertEquals(List.of("account"), ids(whole, "account"));
    assertEquals(List.of("product"), ids(whole, "product"));
    assertEquals(Set.of("sim", "handset"), new TreeSet<>(ids(whole, "device")));
    assertEquals(List.of("open"), ids(whole, "troubleTicket"));
    assertEquals(List.of("profile"), ids(whole, "consent"));
    assertEquals(List.of("identity"), ids(whole, "identity"));
    assertEquals(20, ids(whole, "interaction").size());
    assertEquals("call-25", ids(whole, "interaction").getFirst());
    assertEquals(25, whole.path("interaction").path("total").asInt());
    assertTrue(
        whole
            .at("/product/item/0/href")
            .asText()
            .endsWith("/tmf-api/productInventory/v4/product/product-" + household.tenant()));
  }

  @Test
  void answer_isAsTheSchemaSays() throws IOException {
    try (InputStream schema =
        Customer360Test.class.getResourceAsStream("/contracts/schemas/customer360.schema.json")) {
      var registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
      String text = IT.whole(household.tenant(), household.customer()).text();
      assertEquals(List.of(), registry.getSchema(schema).validate(text, InputFormat.JSON));
    }
  }

  @Test
  void partysId_answersTheSameThings() {
    JsonNode whole = Expect.status(200, IT.whole(household.tenant(), household.party())).json();
    assertEquals(List.of("customer"), ids(whole, "customer"));
    assertEquals(List.of("product"), ids(whole, "product"));
    assertEquals(25, whole.path("interaction").path("total").asInt());
  }

  @Test
  void anySimOrNumber_leadsToTheCustomer() {
    String tenant = household.tenant();
    assertEquals(List.of(household.customer()), IT.ids(tenant, household.iccid()));
    assertEquals(List.of(household.customer()), IT.ids(tenant, household.iccid(), "kind=iccid"));
    assertEquals(List.of(), IT.ids(tenant, household.iccid(), "kind=imei"));
    assertEquals(List.of(household.customer()), IT.ids(tenant, "acc 77", "kind=account"));
    assertEquals(List.of(household.customer()), IT.ids(tenant, "sim-" + tenant, "kind=id"));
    assertEquals(List.of(household.customer()), IT.ids(tenant, "call-7-" + tenant, "kind=id"));
  }

  @Test
  void fields_choosesParts() {
    Client client = IT.service.client(household.tenant());
    String path = Searching.WHOLE + household.customer();
    JsonNode some = client.get(path + "?fields=id,product.total,party").json();
    assertEquals(Set.of("id", "product", "party"), names(some));
    assertEquals(Set.of("total"), names(some.path("product")));
    assertEquals(Set.of("id", "href"), names(client.get(path + "?fields=none").json()));
    Expect.refusal(400, "invalidQuery", client.get(path + "?name=x"));
  }

  private static Set<String> names(JsonNode node) {
    var names = new TreeSet<String>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void unchanged_answers304_untilSomethingChanges() {
    Client client = IT.service.client(household.tenant());
    String path = Searching.WHOLE + household.customer();
    String tag = client.get(path).header("ETag");
    assertTrue(tag.startsWith("W/\""), tag);
    Expect.status(304, client.get(path, "If-None-Match", tag));
    IT.logs.put(
        "consent",
        household.tenant(),
        "partyPrivacyProfile",
        "profile-" + household.tenant(),
        "{\"agreedByParty\":{\"id\":\"%s\"},\"status\":\"active\"}".formatted(household.party()));
    Searching.await("the tag changes", () -> !client.get(path).header("ETag").equals(tag));
    Expect.status(200, client.get(path, "If-None-Match", tag));
  }

  @Test
  void whoIsNotThere_answers404() {
    Expect.refusal(404, "notFound", IT.whole(household.tenant(), Searching.id()));
    Expect.refusal(404, "notFound", IT.whole(Searching.tenant(), household.customer()));
    Expect.refusal(404, "notFound", IT.whole(household.tenant(), "product-" + household.tenant()));
  }

  @Test
  void withoutPiiRead_nothingPersonalIsShown() {
    Client blind = IT.service.client(household.tenant(), "tmf:read");
    Answer answer = Expect.status(200, blind.get(Searching.WHOLE + household.customer()));
    for (String personal :
        new String[] {
          "Jane", "Roe", "1980", "jane@example.org", "ACC-77", household.iccid(), "call 25"
        }) {
      assertFalse(answer.text().contains(personal), personal);
    }
    JsonNode whole = answer.json();
    assertEquals("J***", whole.at("/customer/item/0/name").asText());
    assertEquals("Active", whole.at("/customer/item/0/status").asText());
    assertEquals("Mobile M", whole.at("/product/item/0/productOffering/name").asText());
    assertEquals("ICCID", iccidLabel(whole));
    assertNotEquals(
        answer.header("ETag"), IT.whole(household.tenant(), household.customer()).header("ETag"));
  }

  private static String iccidLabel(JsonNode whole) {
    return whole.path("device").findPath("resourceCharacteristic").path(0).path("name").asText();
  }
}
