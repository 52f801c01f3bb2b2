package trunkline.identification.verification;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import trunkline.identification.Refusals;
import trunkline.platform.json.Json;

/**
 * A document that somebody has looked at.
 *
 * @param number hashed and never stored; empty for a document without one
 * @param reference where a copy is kept, as the document store names it
 */
record Document(
    DocumentType type,
    String issuingCountry,
    String number,
    LocalDate validUntil,
    String reference) {

  /** Reads and checks one; {@code path} is where it stands in the body. */
  static Document read(JsonNode body, String path, LocalDate today) {
    DocumentType type =
        DocumentType.find(Attributes.presentText(body.path("type"), path + ".type", 40))
            .orElseThrow(() -> Attributes.invalid(path + ".type", "is no known type of document"));
    String country =
        Attributes.presentText(body.path("issuingCountry"), path + ".issuingCountry", 40);
    if (!country.matches("[A-Z]{2}")) {
      throw Attributes.invalid(path + ".issuingCountry", "must be an ISO 3166 code such as DE");
    }
    String number =
        type.isNumbered() ? Attributes.presentText(body.path("number"), path + ".number", 60) : "";
    LocalDate validUntil = Attributes.date(body.path("validUntil"), path + ".validUntil");
    if (validUntil.isBefore(today)) {
      throw Refusals.documentExpired(path + ".validUntil").asException();
    }
    return new Document(
        type,
        country,
        number,
        validUntil,
        Attributes.presentText(body.path("reference"), path + ".reference", 400));
  }

  /** Who gave the number. */
  String kind() {
    return type.text() + " " + issuingCountry;
  }

  /** What is kept of it. */
  ObjectNode evidence() {
    return Json.mapper()
        .createObjectNode()
        .put("type", type.text())
        .put("issuingCountry", issuingCountry)
        .put("validUntil", validUntil.toString())
        .put("reference", reference);
  }

  @Override
  public String toString() {
    return "Document[" + kind() + "]";
  }
}
