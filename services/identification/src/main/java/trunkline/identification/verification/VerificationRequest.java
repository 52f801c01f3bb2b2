package trunkline.identification.verification;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URISyntaxException;
import trunkline.identification.Refusals;
import trunkline.identification.identity.Assurance;
import trunkline.identification.person.KnownIndividuals;

/**
 * Who is to be verified, and how sure one wants to be.
 *
 * @param returnUrl where the person is sent afterwards; empty for nowhere
 */
record VerificationRequest(String individualId, Assurance wanted, String returnUrl) {
  /**
   * Reads {@code {"individualId" or "customerId", "assuranceLevel", "returnUrl"}}; without a level,
   * {@code usual} is wanted.
   */
  static VerificationRequest read(
      String tenant,
      JsonNode body,
      Assurance usual,
      KnownIndividuals individuals,
      VerificationConfig config) {
    return new VerificationRequest(
        individual(tenant, body, individuals), level(body, usual), returnUrl(body, config));
  }

  private static String individual(String tenant, JsonNode body, KnownIndividuals individuals) {
    String id = Attributes.text(body, "individualId");
    if (id.isEmpty() && !Attributes.text(body, "customerId").isEmpty()) {
      id =
          individuals
              .findIndividualOf(tenant, Attributes.text(body, "customerId"))
              .filter(party -> individuals.isKnown(tenant, party))
              .orElseThrow(() -> Refusals.unknownIndividual("customerId").asException());
    }
    if (!individuals.isKnown(tenant, Attributes.present("individualId", id))) {
      throw Refusals.unknownIndividual("individualId").asException();
    }
    return id;
  }

  private static Assurance level(JsonNode body, Assurance usual) {
    String level = Attributes.text(body, "assuranceLevel");
    return level.isEmpty()
        ? usual
        : Assurance.find(level)
            .orElseThrow(
                () -> Attributes.invalid("assuranceLevel", "must be low, substantial or high"));
  }

  private static String returnUrl(JsonNode body, VerificationConfig config) {
    String url = Attributes.text(body, "returnUrl");
    if (!url.isEmpty() && !config.allows(address(url))) {
      throw Refusals.returnUrlNotAllowed().asException();
    }
    return url;
  }

  private static URI address(String url) {
    try {
      URI address = new URI(url);
      if (address.getHost() != null && address.getRawPath() != null) {
        return address;
      }
    } catch (URISyntaxException e) {
      throw Attributes.invalid("returnUrl", "must be an address such as https://shop.example/done");
    }
    throw Attributes.invalid("returnUrl", "must be an address such as https://shop.example/done");
  }
}
