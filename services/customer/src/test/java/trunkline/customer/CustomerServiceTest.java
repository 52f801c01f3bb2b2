package trunkline.customer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import trunkline.platform.testing.Answer;
import trunkline.platform.testing.Client;
import trunkline.platform.testing.ServiceUnderTest;

/** The way of one customer through the service. */
class CustomerServiceTest {
  private static ServiceUnderTest service;

  @BeforeAll
  static void start() {
    service = ServiceUnderTest.start(CustomerMain::start);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void personBecomesCustomer_bothAreFound() {
    Client client = service.client("acme");
    Answer person =
        client.post(
            "/tmf-api/party/v4/individual",
            """
            {"givenName":"Jane","familyName":"Roe","contactMedium":[
              {"mediumType":"phone","characteristic":{"phoneNumber":"030 901820","country":"de"}},
              {"mediumType":"email","preferred":true,"characteristic":{"emailAddress":"jane@example.org"}}]}
            """);
    assertEquals(201, person.status(), person.text());
    assertEquals(
        "+4930901820",
        person.json().at("/contactMedium/0/characteristic/phoneNumber").asText(),
        person.text());
    Answer customer =
        client.post(
            "/tmf-api/customerManagement/v4/customer",
            """
            {"name":"Jane Roe","status":"Active","engagedParty":{"id":"%s","@referredType":"Individual"}}
            """
                .formatted(person.id()));
    assertEquals(201, customer.status(), customer.text());
    Answer found =
        client.get("/tmf-api/customerManagement/v4/customer?engagedParty.id=" + person.id());
    assertEquals(customer.id(), found.json().path(0).path("id").asText(), found.text());
    Answer refused = client.delete("/tmf-api/party/v4/individual/" + person.id());
    assertEquals(409, refused.status(), refused.text());
    assertTrue(refused.json().path("message").asText().contains("customer"), refused.text());
  }

  @Test
  void personIsRenamed_customerAndAccountNameThePersonAnew() throws InterruptedException {
    Client client = service.client("renamed");
    String person =
        client
            .post("/tmf-api/party/v4/individual", "{\"givenName\":\"Jane\",\"familyName\":\"Roe\"}")
            .id();
    String customer =
        "/tmf-api/customerManagement/v4/customer/"
            + client
                .post(
                    "/tmf-api/customerManagement/v4/customer",
                    "{\"name\":\"Roe\",\"engagedParty\":{\"id\":\"%s\",\"name\":\"Jane Roe\"}}"
                        .formatted(person))
                .id();
    String account =
        "/tmf-api/accountManagement/v4/billingAccount/"
            + client
                .post(
                    "/tmf-api/accountManagement/v4/billingAccount",
                    "{\"name\":\"Roe\",\"relatedParty\":[{\"id\":\"%s\",\"name\":\"Jane Roe\"}]}"
                        .formatted(person))
                .id();
    client.merge("/tmf-api/party/v4/individual/" + person, "{\"familyName\":\"Doe\"}");
    long end = System.nanoTime() + 2_000_000_000L;
    while (!client.get(account).text().contains("Jane Doe")
        || !client.get(customer).text().contains("Jane Doe")) {
      assertTrue(System.nanoTime() < end, client.get(account).text() + client.get(customer).text());
      Thread.sleep(20);
    }
    assertEquals("Roe", client.get(customer).json().path("name").asText(), "its own name stays");
  }
}
