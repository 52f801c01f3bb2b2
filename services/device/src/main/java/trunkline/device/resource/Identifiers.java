package trunkline.device.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumSet;
import java.util.Optional;
import trunkline.device.Refusals;
import trunkline.platform.refusal.KernelRefusals;

/** The identifiers among a resource's characteristics, each once and written in one way. */
final class Identifiers {
  private Identifiers() {}

  /** Normalises names and values in place; refuses a value that can't be one. */
  static void complete(ObjectNode resource) {
    JsonNode characteristics = resource.path("resourceCharacteristic");
    EnumSet<Identifier> seen = EnumSet.noneOf(Identifier.class);
    for (int i = 0; i < characteristics.size(); i++) {
      if (characteristics.get(i) instanceof ObjectNode characteristic) {
        String path = "resourceCharacteristic." + i;
        Identifier.named(characteristic.path("name").asText().strip())
            .ifPresent(
                identifier -> {
                  if (!seen.add(identifier)) {
                    throw Refusals.identifierTwice(identifier.name()).asException();
                  }
                  complete(characteristic, identifier, path);
                });
      }
    }
  }

  private static void complete(ObjectNode characteristic, Identifier identifier, String path) {
    JsonNode value = characteristic.path("value");
    String normal =
        Optional.of(value)
            .filter(JsonNode::isTextual)
            .flatMap(text -> identifier.normal(text.asText()))
            .orElseThrow(
                () ->
                    Refusals.invalidIdentifier(identifier.name(), path, identifier.rule())
                        .asException());
    characteristic.put("name", identifier.name()).put("value", normal);
  }

  /** Refuses a resource without what its kind is known by. */
  static void check(ObjectNode resource) {
    Kind.of(resource)
        .identifier()
        .filter(identifier -> find(resource, identifier).isEmpty())
        .ifPresent(
            identifier -> {
              throw KernelRefusals.missingAttribute("resourceCharacteristic " + identifier)
                  .asException();
            });
  }

  static Optional<String> find(JsonNode resource, Identifier identifier) {
    for (JsonNode characteristic : resource.path("resourceCharacteristic")) {
      if (characteristic.path("name").asText().equals(identifier.name())) {
        return Optional.of(characteristic.path("value").asText());
      }
    }
    return Optional.empty();
  }
}
