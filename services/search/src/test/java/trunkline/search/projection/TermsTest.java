package trunkline.search.projection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import trunkline.platform.json.Json;

/** What each kind of resource is found by. */
class TermsTest {
  @Test
  void individual_byNamesMediaAndOtherSystemsNumbers() {
    assertTerms(
        """
        {"givenName":"Jane","familyName":"Roe-Möller","legalName":"Jane Elisabeth Roe","preferredGivenName":"Jenny",
         "contactMedium":[
           {"mediumType":"email","characteristic":{"emailAddress":"Jane@Example.org"}},
           {"mediumType":"phone","characteristic":{"phoneNumber":"+49 30 901820"}},
           {"mediumType":"postalAddress","characteristic":{"street1":"Hauptstr. 1","city":"Köln","postCode":"50667"}}],
         "externalReference":[{"externalReferenceType":"legacyCustomer","name":"K-0042/7"}]}
        """,
        "name familyName jane roe moller",
        "name legalName jane elisabeth roe",
        "name preferredGivenName jenny roe moller",
        "email contactMedium.characteristic.emailAddress jane@example.org",
        "number contactMedium.characteristic.phoneNumber 4930901820",
        "address contactMedium.characteristic.street1 hauptstr 1 50667 koln",
        "account externalReference.name k00427");
  }

  @Test
  void customer_byItsNameAndItsPartys() {
    assertTerms(
        """
        {"@type":"Customer","name":"Roe Ltd","engagedParty":{"id":"p","name":"Roe"},
         "characteristic":[{"name":"legacyPhone","value":"0049 30 1"},{"name":"segment","value":"gold"}]}
        """,
        "name name roe ltd",
        "name engagedParty.name roe",
        "number characteristic.legacyPhone 0049301");
  }

  @Test
  void account_byNameAndContact() {
    assertTerms(
        """
        {"@type":"BillingAccount","name":"ACC 1234","contact":[{"contactName":"Otto Berg"}]}
        """,
        "account name acc1234",
        "name contact.contactName otto berg");
  }

  @Test
  void resource_byTheNetworksNumbers() {
    assertTerms(
        """
        {"@type":"Sim","name":"SIM","resourceCharacteristic":[
          {"name":"ICCID","value":"8949 0200 0012 3456 789"},{"name":"imsi","value":262011234567890},
          {"name":"IMEI","value":{"value":"356938035643809"}},{"name":"msisdn","value":"+49 171 1234567"}]}
        """,
        "iccid resourceCharacteristic.ICCID 8949020000123456789",
        "imsi resourceCharacteristic.imsi 262011234567890",
        "imei resourceCharacteristic.IMEI 356938035643809",
        "msisdn resourceCharacteristic.msisdn 491711234567");
    assertTerms("{\"@type\":\"Msisdn\",\"value\":\"491711234567\"}", "msisdn value 491711234567");
  }

  @Test
  void identity_byItsContactMedia() {
    assertTerms(
        """
        {"@type":"DigitalIdentity","credential":[{"contactMedium":[{"@type":"EmailMedium","emailAddress":"a@b.example"}]}]}
        """,
        "email credential.contactMedium.emailAddress a@b.example");
  }

  @Test
  void absentOrMisshapenAttributes_yieldNothing() {
    for (String body :
        new String[] {
          "{}",
          "{\"givenName\":null,\"familyName\":null}",
          "{\"givenName\":{},\"familyName\":[1],\"name\":7,\"contactMedium\":\"x\"}",
          "{\"contactMedium\":[null,1,{\"characteristic\":null},{\"characteristic\":{\"emailAddress\":null}}]}",
          "{\"resourceCharacteristic\":{\"name\":\"iccid\"},\"characteristic\":[[],{\"name\":null,\"value\":null}]}",
          "{\"credential\":{\"contactMedium\":true},\"otherName\":[\"x\"],\"place\":\"here\"}"
        }) {
      assertTerms(body);
    }
  }

  private static void assertTerms(String body, String... expected) {
    Set<String> found =
        Terms.of(Json.parse(body)).stream()
            .map(term -> term.kind().text() + " " + term.field() + " " + term.value())
            .collect(Collectors.toSet());
    assertEquals(Set.of(expected), found);
  }
}
