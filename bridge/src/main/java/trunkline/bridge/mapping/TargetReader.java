package trunkline.bridge.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import trunkline.bridge.transform.Condition;

/** Reads the {@code targets} list; a body may name only ids that an earlier target gets. */
record TargetReader(References references, ConditionReader conditions) {
  List<Target> read(List<Section> sections) {
    if (sections.isEmpty()) {
      throw new InvalidMapping("targets", "must have at least one target");
    }
    List<Target> targets = new ArrayList<>();
    Set<String> named = new HashSet<>();
    for (Section section : sections) {
      Target target = target(section);
      check(section, target, named);
      targets.add(target);
      named.add(target.as());
    }
    if (targets.stream().map(Target::resource).distinct().count() < targets.size()) {
      throw new InvalidMapping("targets", "has a resource twice; a row writes each at most once");
    }
    return targets;
  }

  private Target target(Section section) {
    String resource = section.text("resource");
    Optional<Condition> when = section.findChild("when").map(conditions::read);
    JsonNode body = section.raw("body");
    if (!body.isObject()) {
      throw new InvalidMapping(section.at("body"), "must be the resource's JSON as a block");
    }
    String as = section.findText("as").orElse(resource);
    section.end();
    return new Target(section.at("body"), resource, as, when, body);
  }

  private void check(Section section, Target target, Set<String> named) {
    for (TextTemplate.Piece piece : target.references()) {
      switch (piece) {
        case TextTemplate.Piece.Field(String name) -> references.field(section.at("body"), name);
        case TextTemplate.Piece.Id(String id) when !named.contains(id) ->
            throw new InvalidMapping(
                section.at("body"), "has ${id:" + id + "}, which no target above it gets");
        default -> {}
      }
    }
  }
}
