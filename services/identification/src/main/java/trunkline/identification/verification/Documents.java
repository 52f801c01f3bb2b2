package trunkline.identification.verification;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import trunkline.identification.identity.Assurance;
import trunkline.platform.json.Json;

/** The documents that one person is identified by; at least one of them has a number. */
record Documents(List<Document> all) {
  private static final int MOST = 5;

  Documents {
    all = List.copyOf(all);
  }

  static Documents read(JsonNode array, LocalDate today) {
    if (!array.isArray() || array.isEmpty() || array.size() > MOST) {
      throw Attributes.invalid("document", "must be an array of 1 to " + MOST + " documents");
    }
    var documents = new ArrayList<Document>();
    for (int i = 0; i < array.size(); i++) {
      documents.add(Document.read(array.get(i), "document." + i, today));
    }
    if (documents.stream().noneMatch(document -> document.type().isNumbered())) {
      throw Attributes.invalid("document", "must hold a document that a government has numbered");
    }
    return new Documents(documents);
  }

  /**
   * What the documents are worth. Two people's eyes on one of them give low; on a document of
   * identity and a second one of another type, substantial; high takes an eID.
   */
  Assurance level() {
    boolean identity = all.stream().anyMatch(document -> document.type().isOfIdentity());
    long types = all.stream().map(Document::type).distinct().count();
    return identity && types > 1 ? Assurance.SUBSTANTIAL : Assurance.LOW;
  }

  /** What is kept of them: no numbers. */
  ObjectNode evidence() {
    ObjectNode evidence = Json.mapper().createObjectNode();
    var array = evidence.putArray("document");
    all.forEach(document -> array.add(document.evidence()));
    return evidence;
  }

  /** When the first of the documents in an {@link #evidence} ends. */
  static Optional<LocalDate> end(ObjectNode evidence) {
    return StreamSupport.stream(evidence.path("document").spliterator(), false)
        .map(document -> LocalDate.parse(document.path("validUntil").asText()))
        .min(Comparator.naturalOrder());
  }
}
