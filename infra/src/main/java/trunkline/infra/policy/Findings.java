package trunkline.infra.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import trunkline.infra.estate.Estate;
import trunkline.infra.estate.Resource;

/** Collects what breaks a policy; a type that the estate must have and has not breaks it too. */
final class Findings {
  private final Estate estate;
  private final List<Violation> violations = new ArrayList<>();

  Findings(Estate estate) {
    this.estate = estate;
  }

  /** Every resource of a type satisfies this; there is at least one. */
  Findings each(String type, String sentence, Predicate<Resource> holds) {
    List<Resource> all = estate.all(type);
    if (all.isEmpty()) {
      violations.add(new Violation(type, "there is none, so nothing was proved: " + sentence));
    }
    all.stream()
        .filter(holds.negate())
        .forEach(resource -> violations.add(new Violation(resource.address(), sentence)));
    return this;
  }

  /** No resource of a type satisfies this; there may be none of the type. */
  Findings none(String type, String sentence, Predicate<Resource> breaks) {
    estate.all(type).stream()
        .filter(breaks)
        .forEach(resource -> violations.add(new Violation(resource.address(), sentence)));
    return this;
  }

  List<Violation> list() {
    return List.copyOf(violations);
  }
}
