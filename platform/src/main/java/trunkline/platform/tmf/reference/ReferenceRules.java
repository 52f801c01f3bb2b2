package trunkline.platform.tmf.reference;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What {@code contracts/references.yaml} says.
 *
 * @param names service → resource → lists of attributes that make its name
 */
record ReferenceRules(Map<String, Map<String, List<List<String>>>> names, List<Guard> guards) {

  /**
   * A resource that keeps others from being deleted.
   *
   * @param guarded service whose resources are kept
   * @param service service of the resource that keeps them
   * @param refersBy attributes that hold its references
   * @param state attribute that says how it stands
   * @param during states in which it guards
   */
  record Guard(
      String guarded,
      String service,
      String resource,
      List<String> refersBy,
      String state,
      @JsonProperty("while") List<String> during) {
    Guard {
      refersBy = List.copyOf(refersBy);
      during = List.copyOf(during);
    }
  }

  ReferenceRules {
    names = Map.copyOf(names);
    guards = List.copyOf(guards);
  }

  static ReferenceRules read() {
    try (InputStream yaml = ReferenceRules.class.getResourceAsStream("references.yaml")) {
      return new YAMLMapper().readValue(yaml, ReferenceRules.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether others carry the names of a service's resources of this kind. */
  boolean isNamed(String service, String resource) {
    return names.getOrDefault(service, Map.of()).containsKey(resource);
  }

  /** What a resource is called, if it says so. */
  Optional<String> nameOf(String service, String resource, JsonNode document) {
    return names.getOrDefault(service, Map.of()).getOrDefault(resource, List.of()).stream()
        .filter(attributes -> attributes.stream().noneMatch(a -> isBlank(document.path(a))))
        .map(
            attributes ->
                attributes.stream()
                    .map(attribute -> document.path(attribute).asText())
                    .collect(Collectors.joining(" ")))
        .findFirst();
  }

  private static boolean isBlank(JsonNode value) {
    return !value.isTextual() || value.asText().isBlank();
  }

  /** By service, what guards a service's resources. */
  Map<String, List<Guard>> guardsOf(String service) {
    return guards.stream()
        .filter(guard -> guard.guarded().equals(service))
        .collect(Collectors.groupingBy(Guard::service));
  }
}
