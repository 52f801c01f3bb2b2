package trunkline.scenarios.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import trunkline.client.ApiClient;
import trunkline.client.ApiException;
import trunkline.client.ApiResponse;
import trunkline.client.bulk.BulkApi;
import trunkline.client.bulk.model.BulkAnswer;
import trunkline.client.connection.Conditions;
import trunkline.client.connection.Platform;
import trunkline.client.customer.CustomerApi;
import trunkline.client.customer.model.Customer;
import trunkline.client.customer.model.CustomerCreate;
import trunkline.client.customer.model.RelatedParty;
import trunkline.customer.CustomerMain;
import trunkline.platform.testing.Issuer;
import trunkline.platform.testing.ServiceUnderTest;

/** The client that is generated from the contracts, against the running customer service. */
class GeneratedClientTest {
  private static final ServiceUnderTest SERVICE = ServiceUnderTest.start(CustomerMain::start);
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  @AfterAll
  static void end() {
    SERVICE.close();
  }

  private static ApiClient client(String tenant) {
    String[] scopes = {"tmf:read", "tmf:write", "pii:read", "bulk:write"};
    return Platform.at(
        URI.create(SERVICE.base() + "/"), () -> Issuer.shared().token(tenant, scopes), TIMEOUT);
  }

  private static CustomerCreate named(String name) {
    return new CustomerCreate().name(name).engagedParty(new RelatedParty().id("party"));
  }

  @Test
  void resource_isCreatedReadChangedAndDeleted() throws ApiException {
    var customers = new CustomerApi(client("whole-life"));
    CustomerCreate proposed = named("Jane Roe").status(CustomerCreate.StatusEnum.ACTIVE);
    proposed.putAdditionalProperty("loyalty", Map.of("points", 7));
    Customer created = customers.createCustomer(proposed, null, "key-1");
    assertEquals(created.getId(), customers.createCustomer(proposed, null, "key-1").getId());
    assertEquals(Customer.StatusEnum.ACTIVE, created.getStatus());
    assertEquals(Map.of("points", 7), created.getAdditionalProperties().get("loyalty"));

    ApiResponse<Customer> read =
        customers.retrieveCustomerWithHttpInfo(created.getId(), "id,status", null);
    assertEquals(Customer.StatusEnum.ACTIVE, read.getData().getStatus());
    assertEquals(null, read.getData().getName());
    String version = read.getHeaders().getOrDefault("etag", List.of("")).getFirst();

    Customer change = new Customer().statusReason("moved");
    assertEquals(
        "moved", customers.patchCustomer(created.getId(), change, null, version).getStatusReason());
    ApiException stale =
        assertThrows(ApiException.class, () -> customers.deleteCustomer(created.getId(), version));
    assertEquals(412, stale.getCode());
    assertTrue(stale.getResponseBody().contains("versionMismatch"));
    customers.deleteCustomer(created.getId(), null);
    assertEquals(
        404,
        assertThrows(
                ApiException.class, () -> customers.retrieveCustomer(created.getId(), null, null))
            .getCode());
  }

  @Test
  void list_findsByConditionsOnAnyAttribute() throws ApiException {
    var customers = new CustomerApi(client("lists"));
    for (String name : List.of("Roe, Jane & Sons", "Roe, Richard", "Doe")) {
      customers.createCustomer(named(name), null, null);
    }
    Conditions exact = Conditions.where("name", "Roe, Jane & Sons");
    assertEquals(1, list(customers, exact).size());
    Conditions both = Conditions.where("name.regex", "^Roe").and("engagedParty.id", "party");
    List<Customer> found = list(customers, both);
    assertEquals(
        List.of("Roe, Richard", "Roe, Jane & Sons"),
        found.stream().map(Customer::getName).toList());
    ApiResponse<List<Customer>> page =
        customers.listCustomerWithHttpInfo(
            null, both, "$[?(@.status=='Initialized')]", "name", 0, 1, "count=exact");
    assertEquals(206, page.getStatusCode());
    assertEquals(List.of("2"), page.getHeaders().get("x-total-count"));
  }

  private static List<Customer> list(CustomerApi customers, Conditions conditions)
      throws ApiException {
    return customers.listCustomer(null, conditions, null, "-name", null, null, null);
  }

  @Test
  void bulk_answersLineByLine() throws ApiException {
    String lines =
        """
        {"key":"1","resource":{"name":"Roe","engagedParty":{"id":"p"}}}
        {"key":"2","resource":{"name":"Roe"}}
        """;
    List<BulkAnswer> answers = new BulkApi(client("bulk")).load("customer", lines).lines();
    assertEquals(List.of(201, 400), answers.stream().map(BulkAnswer::getStatus).toList());
    assertEquals("missingAttribute", answers.get(1).getError().getCode());
  }
}
